import FlowService
import FlowServiceSimulator
import JSONRPC
import Sidecar

/// The parts of the program, put together.
struct Wiring {
  let loop: EventLoop
  let configuration: FlowServiceConfiguration
  let transport: any HTTPTransport
  let context: SidecarContext

  init(_ options: Options) {
    let loop = EventLoop()
    self.loop = loop
    var clientOptions = FlowServiceClient.Options()
    if options.simulates {
      configuration = .simulated
      transport = SimulatedTransport(
        time: loop, configuration: SimulatorConfiguration(enableDelay: options.simulatedEnableDelay))
      clientOptions.wait = .brisk
    } else {
      configuration = FlowServiceConfiguration(environment: options.environment)
      var transportOptions = NetworkTransport.Options(version: Version.program)
      transportOptions.maximumBodySize = options.maximumResponseBytes
      transport = NetworkTransport(on: loop, transportOptions)
    }
    let isSimulated = options.simulates
    let client = FlowServiceClient(
      configuration, transport: transport, time: loop, executor: loop, options: clientOptions)
    // The simulated service refuses to show connection specs, as one may without permission, so it need not be asked.
    let live: LiveConnectionSpecs? =
      if options.simulates {
        nil
      } else {
        LiveConnectionSpecs(
          client: client, time: loop, executor: loop,
          cache: ConnectionSpecCache(environment: options.environment, configuration: configuration),
          log: options.log)
      }
    context = SidecarContext(
      client: client, specs: ConnectionSpecStore(live),
      process: SidecarContext.ProcessInfo(
        isSimulated: options.simulates, drainTimeout: options.drainTimeout,
        libcurlVersion: { isSimulated ? nil : NetworkTransport.libcurlVersion }))
  }

  /// A session that answers to `output`.
  func session(_ options: Options, output: any MessageOutput) -> Session {
    Session(
      methods: SidecarMethods.table(context), limits: options.limits, output: output, executor: loop,
      orderedWithin: options.keepsOrder ? options.maximumOwedBytes : nil)
  }
}

/// Answers are written on the loop.
extension EventLoop: WorkLoop {}
