#!/usr/bin/env perl
# Creates a Salesforce connection and waits until it is enabled; Perl and its own modules suffice.
#
#   perl create.pl --simulate        # the arguments are those of flow-sidecar
use strict;
use warnings;
use IPC::Open2;
use JSON::PP;

my $json = JSON::PP->new->utf8;
my $pid = open2(my $from, my $to, $ENV{FLOW_SIDECAR} // 'flow-sidecar', @ARGV);
my $id = 0;

sub call {
  my ($method, $params) = @_;
  print $to $json->encode({jsonrpc => '2.0', id => ++$id, method => $method, params => $params}), "\n";
  while (defined(my $line = <$from>)) {
    my $message = $json->decode($line);
    print "  $message->{params}{value}{message}\n" if ($message->{method} // '') eq '$/progress';
    next unless defined $message->{id} && $message->{id} eq $id;
    return $message->{result} if $message->{result};
    my $data = $message->{error}{data};
    die join("\n  ", "$data->{kind}: $message->{error}{message}", map { $_->{message} } @{$data->{errors} // []}), "\n";
  }
  die "flow-sidecar has ended\n";
}

my %params = (environmentUrl => 'https://acme.my.salesforce.com', clientId => $ENV{SALESFORCE_CLIENT_ID} // 'simulated',
  clientSecret => $ENV{SALESFORCE_CLIENT_SECRET} // 'simulated', apiVersion => '60.0');
my $created = call('connection.create', {
  name => 'ACME Salesforce account', auth => {specName => 'OAuth2 Client Credential', params => \%params},
  connectionSpec => {id => 'cfc0fee1-7dc0-40ef-b73e-d8b134c436f5', version => '1.0'}});
my $connection = call('connection.waitEnabled', {id => $created->{id}, _meta => {progressToken => 1}});
print "$connection->{state}: $connection->{id}\n";
close $to;
waitpid $pid, 0;
exit $? >> 8;
