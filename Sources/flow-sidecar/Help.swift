import FlowService
import FlowServiceSimulator
import Sidecar

/// The text of `--help`.
enum Help {
  static var text: String {
    """
    flow-sidecar \(Version.program): Adobe Experience Platform source connections over JSON-RPC 2.0.

    Usage:
      flow-sidecar [options]                       speak JSON-RPC on standard input and output
      flow-sidecar call METHOD [FILE] [options]    one call: params from FILE (- for standard input), the result printed
      flow-sidecar doctor [options]                what is configured, whether it works, and what to do if not

    Methods:
      connection.create       check the credentials by the connection spec, then create the connection
      connection.get          read a connection
      connection.waitEnabled  wait until a connection is enabled
      connection.validate     check the params of a create, and create nothing
      connection.ensure       find or create a connection, and wait until it is enabled: safe to repeat
      connection.list         list connections, by page, filter and order, or count them
      connection.update       change a connection by a JSON Patch
      connection.delete       delete a connection
      connection.test         try a connection's credentials at the source
      connection.explore      look at the tables, folders and files that a connection leads to
      connectionSpec.list     list the sources that are known
      connectionSpec.get      show what a source asks for, by id or by name
      ping, info, rpc.discover

    Options:
      --simulate                 a Flow Service inside the process: no network, no credentials
      --simulate-enable-ms MS    how long a simulated connection is initializing (default 300)
      --config FILE              credentials from a JSON file, of aepp or of the Adobe Developer Console (mode 600)
      --framing FRAMING          auto (default), line, header or value
      --drain-timeout SECONDS    how long to finish what is under way when the input ends (default 600)
      --max-message-bytes N      longest message (default 16777216)
      --max-depth N              deepest nesting (default 512)
      --max-id-bytes N           longest id (default 1024)
      --max-batch N              most messages in a batch (default 10000)
      --max-in-flight N          most requests under way at once, waits not counted (default 1024)
      --max-owed-bytes N         most output waiting for a slow reader before reading stops (default 16777216)
      --log-level LEVEL          error, warning (default), info or debug; to standard error
      --openrpc                  print the OpenRPC document
      --version, --help

    Environment (wins over --config):
    \(variables)

    Exit codes:
      0  done: the input ended and everything was answered; the call succeeded
      1  the call was answered with an error, or found what is not valid; doctor found something wrong; the output is
         no longer read
      2  the command line is wrong, or a file cannot be read
      3  the input ended, and what was under way did not finish within --drain-timeout

    With --simulate, a connection whose name contains one of these meets what stands behind it:
    \(scenarios)

    """
  }

  private static var variables: String {
    table(ConfigurationVariable.allCases.map { ($0.rawValue, $0.meaning) })
  }

  private static var scenarios: String {
    table(SimulatedScenario.allCases.map { ($0.trigger, $0.summary) })
  }

  private static func table(_ rows: [(String, String)]) -> String {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { "  \($0.0)\(String(repeating: " ", count: width - $0.0.count + 2))\($0.1)" }
      .joined(separator: "\n")
  }
}
