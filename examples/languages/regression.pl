#!/usr/bin/env perl
# A linear regression in Perl: core modules only. A server must be running (`make serve`); GRADWIRE_URL says where.
use strict;
use warnings;
use HTTP::Tiny;
use JSON::PP;

my $server = $ENV{GRADWIRE_URL} // 'http://127.0.0.1:8000';
my $token  = $ENV{GRADWIRE_TOKEN};
my $http   = HTTP::Tiny->new(default_headers => {
    'content-type' => 'application/json',
    $token ? (authorization => "Bearer $token") : (),
});

# All there is to a client: send JSON, and die of what the server says is wrong.
sub call {
    my ($method, $path, $body) = @_;
    my $answer = $http->request($method, "$server$path", defined $body ? { content => encode_json($body) } : {});
    die "$answer->{content}\n" unless $answer->{success};
    return $answer->{status} == 204 ? undef : decode_json($answer->{content});
}

sub linear  { my ($x)    = @_; return { op => 'nn.functional.linear', inputs => [ $x, 'w', 'b' ] } }
sub descend { my ($name) = @_; return { op => 'sub_', inputs => [ $name, "$name.grad" ], alpha => 0.1 } }

# A session holds our tensors; it is closed when this script ends, however it ends.
my $session = '/v1/sessions/' . call(POST => '/v1/sessions', {})->{id};
END { call(DELETE => $session) if $session }

# The data, and the weights that are to be learned.
sub put { my ($name, $tensor) = @_; return call(PUT => "$session/tensors/$name", $tensor) }
put(x => { data => [ map { [$_] } -1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1 ] });
put(y => { data => [ map { [$_] } -0.9, -0.6, 0.1, 0.4, 1.1, 1.4, 2.2, 2.4, 3.0 ] });
put(w => { data => [ [0] ], requires_grad => JSON::PP::true });
put(b => { data => [0],     requires_grad => JSON::PP::true });

# A hundred steps of gradient descent are one request.
my @step = (
    linear('x'),
    { op        => 'nn.functional.mse_loss', inputs => [ '_', 'y' ], out => 'loss' },
    { backward  => { tensors => ['loss'] } },
    { grad_mode => { enabled => JSON::PP::false, steps => [ descend('w'), descend('b') ] } },
    { delete    => [ 'w.grad', 'b.grad' ] },
);
my $trained = call(POST => "$session/programs", {
    steps  => [ { repeat => { times => 100, collect => { losses => 'loss' }, every => 25, steps => \@step } } ],
    return => [ 'losses', 'w', 'b' ],
})->{values};
my $count = 0;
printf "step %d: loss %.4f\n", $count += 25, $_ for @{ $trained->{losses}{data} };
printf "y = %.4f x + %.4f\n", $trained->{w}{data}[0][0], $trained->{b}{data}[0];

# The model's answer for an x that it has not seen.
sub predict {
    my ($x) = @_;
    my $answer = call(POST => "$session/ops", { %{ linear($x) }, out => 'answer', return => ['answer'] });
    return $answer->{values}{answer}{data}[0][0];
}
printf "x = 2.5 gives y = %.4f\n", predict([ [2.5] ]);

# An x of two columns does not fit. What goes wrong says so by its type, which never changes.
unless (eval { predict([ [ 2.5, 3.5 ] ]) }) {
    my $error   = $@;
    my $problem = eval { decode_json($error) } // die $error;
    die $error unless $problem->{type} eq '/problems/shape-mismatch';
    print "refused: $problem->{detail}\n";
}
