import FlowServiceSimulator
import Synchronization

@testable import FlowService

/// A simulated service in weather that depends on the method and on how often it has been sent, from 1.
func simulatedService(
  _ time: VirtualTime, latency: Duration = .milliseconds(20),
  weather: @escaping @Sendable (_ method: HTTPRequest.Method, _ number: Int) -> SimulatedWeather = { _, _ in .fair }
) -> SimulatedTransport {
  let counts = Mutex<[String: Int]>([:])
  return SimulatedTransport(
    time: time,
    configuration: SimulatorConfiguration(latency: latency, seed: 5, wallClock: testWallClock(time)) { request in
      let number = counts.withLock { counts in
        counts[request.method.rawValue, default: 0] += 1
        return counts[request.method.rawValue] ?? 0
      }
      return weather(request.method, number)
    })
}

extension FlowServiceClient {
  /// Makes a connection and waits until it is enabled.
  func enabledConnection(_ name: String = "a") async throws -> Connection {
    let id = try await create(createBody(name)).id
    return try await waitEnabled(id, timeout: .seconds(60)).connection
  }
}

func operations(_ text: String) -> [UInt8] { Array(text.utf8) }
