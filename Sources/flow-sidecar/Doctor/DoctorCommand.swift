import FlowService
import JSONRPC
import Sidecar

/// Says in plain words what is configured, whether it works, and what to do about what does not.
struct DoctorCommand {
  private let options: Options
  private let configuration: DoctorConfiguration

  /// - Parameter options: with neither file nor environment read yet: a file that cannot be read is a finding.
  init(_ options: Options) {
    var options = options
    configuration = DoctorConfiguration(
      environment: Environment.variables(),
      file: options.configFile.map { ($0, ConfigFile.variables($0)) })
    options.environment = configuration.merged
    self.options = options
  }

  /// Far above what the checks take at most together: they bound themselves.
  private static let patience = Duration.seconds(120)

  func run() -> ExitCode {
    Terminal.standardOutput("flow-sidecar \(Version.program)\(options.simulates ? ", simulating" : "")\n\n")
    let count = Monitor(0)
    let tell: @Sendable (DoctorFinding) -> Void = { finding in
      if finding.state == .wrong { count.change { $0 += 1 } }
      Terminal.standardOutput(finding.lines)
    }
    if options.simulates {
      tell(.skipped("configuration", "not needed to simulate"))
    } else {
      Terminal.standardOutput("Configured:\n\(configuration.table)\n")
      configuration.findings().forEach(tell)
    }
    checkService(tell)
    let wrong = count.withLock { $0 }
    Terminal.standardOutput(wrong == 0 ? "\nAll is well.\n" : "\nThere is something to do: see FAIL above.\n")
    return wrong == 0 ? .success : .failure
  }

  private func checkService(_ tell: @escaping @Sendable (DoctorFinding) -> Void) {
    let wiring = Wiring(options)
    let client = FlowServiceClient(
      wiring.configuration, transport: wiring.transport, time: wiring.loop, executor: wiring.loop,
      options: DoctorChecks.clientOptions)
    let checks = DoctorChecks(
      configuration: wiring.configuration, transport: wiring.transport, client: client, isSimulated: options.simulates)
    let isDone = Monitor(false)
    Task(executorPreference: wiring.loop) {
      await checks.run(tell)
      isDone.change { $0 = true }
    }
    guard isDone.wait(for: Self.patience, until: { $0 ? true : nil }) == nil else { return }
    tell(.wrong("checks", "they took longer than \(Self.patience)", toDo: "Check the network."))
  }
}
