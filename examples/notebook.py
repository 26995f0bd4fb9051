# The autograd notebook, cell by cell. Only the import is not PyTorch's; a server must be running (`make serve`).

# In [11]:
import gradwire as torch

# In [12]:
# Create a tensor and begin tracking operations
x = torch.ones( 2 , 2 , requires_grad = True )
print( x )

# In [13]:
# Do a tensor operation
y = x + 2
print( y )
print( y.grad_fn )

# In [14]:
z = y * y * 3
out = z.mean()

print( z , '\n' , out )

# In [15]:
a = torch.randn( 2 , 2 ) #- Create a random tensor `a`
a = ( (a * 3) / (a - 1) ) # Do some math on `a`
print( a.requires_grad ) #- Does this tensor track operations? (No)
a.requires_grad_( True ) #- Set the tensor to track operations
print( a.requires_grad ) #- Does this tensor track operations? (Yes)
b = ( a * a ).sum() # ----- Define `b` in terms of `a`
print( b.grad_fn ) # ------ Gradient function for `b`

# In [16]:
# Gradient of `out`
out.backward()
print( x.grad )

# In [19]:
x = torch.randn(3, requires_grad=True)

y = x * 2
while y.data.norm() < 1000:
    y = y * 2

print( y )

v = torch.tensor( [0.1, 1.0, 0.0001], dtype=torch.float )
y.backward( v )

print( x.grad )

# In [21]:
print(x.requires_grad)
print((x ** 2).requires_grad)

with torch.no_grad(): # Disable ops tracking for the block
    print((x ** 2).requires_grad)

# In [22]:
print(x.requires_grad)
y = x.detach()
print(y.requires_grad)
print(x.eq(y).all())
