from tests.image import base, build, files
from tests.image.engine import Engine
import time, sys
print(files.dockerfile()); print(files.compose())
with Engine() as e:
    t=time.time()
    print(base.make(e), time.time()-t)
    print(e.probe(base.NAME))
    print(build.build(e, sys.argv[1] if len(sys.argv)>1 else ""))
    print(build.sizes(e))
