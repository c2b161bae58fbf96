import Foundation
import JSON
import Synchronization
import TestSupport
import Testing

extension ProcessSuite {
  /// Creates in great number, against a service that loses every third answer after having acted.
  @Suite(.timeLimit(.minutes(1))) struct ThousandCreatesTests {
    /// What the program said to each caller.
    private struct Told {
      var id: String
      var isRecovered: Bool
    }

    /// Which creates have been lost, by the name of their connection.
    private final class Losses: Sendable {
      private let lost = Mutex<Set<String>>([])

      var names: Set<String> { lost.withLock { $0 } }

      /// Loses the answer to every third create, after the service has acted.
      var weather: StandInService.Weather {
        { call, visit in
          guard call == .create, visit.isMultiple(of: 3) else { return nil }
          return StandInService.Disturbance(acts: true) { request, _ in
            let name = (try? JSONDocument(request.body).root["description"]?.string) ?? ""
            self.lost.withLock { _ = $0.insert(name) }
            return .hangUp()
          }
        }
      }
    }

    /// Sends creates of those names, each with its number as its description, and takes all answers.
    private static func create(_ names: [String], _ program: WatchedProgram) throws -> [Int: Told] {
      for (number, name) in names.enumerated() {
        let body = Samples.body(name, secret: "\(WatchedProgram.canary)-\(number)")
          .replacingOccurrences(of: "Made by a test", with: "\(number)")
        try program.send(Samples.request(number, "connection.create", body))
      }
      var told: [Int: Told] = [:]
      for _ in names {
        let answer = try program.next()
        let number = try #require(answer["id"]?.integer)
        let id = try #require(answer["result"]?["id"]?.string, "\(answer["error"]?["data"]?["detail"]?.string ?? "")")
        #expect(told[number] == nil, "two answers to \(number)")
        #expect(answer["result"]?["possibleDuplicates"] == nil)
        told[number] = Told(id: id, isRecovered: answer["result"]?["recovered"]?.boolean ?? false)
      }
      return told
    }

    /// Exactly one connection for each caller, and each was told its own.
    private static func check(_ told: [Int: Told], _ names: [String], _ service: StandInService, _ losses: Losses) {
      let made = service.made
      #expect(made.count == names.count)
      #expect(Set(made.map(\.id)).count == made.count)
      #expect(Set(told.values.map(\.id)) == Set(made.map(\.id)))
      for connection in made {
        let number = Int(connection.description) ?? -1
        #expect(told[number]?.id == connection.id)
        #expect(names.indices.contains(number) && names[number] == connection.name)
        #expect(told[number]?.isRecovered == losses.names.contains(connection.description))
      }
      #expect(service.visits(.create) == names.count)
      #expect(losses.names.count == names.count / 3)
      SentRequests.check(service.requestsToFlowService)
    }

    private static func play(_ names: [String], through front: TLSFront? = nil) throws -> Duration {
      let losses = Losses()
      let service = try StandInService(losses.weather)
      defer { service.stop() }
      let program = try WatchedProgram(
        service: front?.addresses.url(to: service.port) ?? service.url, ims: service.url,
        environment: ["SSL_CERT_FILE": front?.addresses.authority ?? ""])
      let began = ContinuousClock.now
      let told = try create(names, program)
      let took = ContinuousClock.now - began
      try program.finish()
      check(told, names, service, losses)
      return took
    }

    @Test func aThousand() throws {
      let took = try Self.play((0..<1000).map { "Acme \($0)" })
      #expect(took < .seconds(15))
    }

    /// nginx ends a connection after a thousand requests: what was sent on it too late is looked for, and sent again.
    @Test(
      .enabled(
        if: TestEnvironment.has("nginx") && TestEnvironment.has("openssl"), "needs nginx (nginx-light) and openssl"))
    func aThousandOverHTTP2() throws {
      let front = try TLSFront()
      let took = try Self.play((0..<1000).map { "Acme \($0)" }, through: front)
      let versions = Set(try front.stop().map(\.version))
      #expect(versions == ["HTTP/2.0"])
      #expect(took < .seconds(15))
    }

    /// All requests under way share one connection, which goes down when the service has acted on them.
    @Test(
      .enabled(
        if: TestEnvironment.has("nginx") && TestEnvironment.has("openssl"), "needs nginx (nginx-light) and openssl"))
    func theFrontGoesDown() throws {
      let front = try TLSFront()
      let service = try StandInService { call, _ in
        call == .create ? StandInService.Disturbance(acts: true) { _, _ in .never() } : nil
      }
      defer { service.stop() }
      let program = try WatchedProgram(
        service: front.addresses.url(to: service.port), ims: service.url,
        environment: ["SSL_CERT_FILE": front.addresses.authority])
      let count = 30
      for number in 0..<count { try program.send(Samples.create(number, "Acme \(number)")) }
      let deadline = ContinuousClock.now + .seconds(20)
      while service.made.count < count, ContinuousClock.now < deadline { usleep(2000) }
      try front.crash()
      for _ in 0..<count {
        let answer = try program.next()
        let made = service.made.first { $0.id == answer["result"]?["id"]?.string }
        #expect(answer["id"]?.integer.map { "Acme \($0)" } == made?.name)
        #expect(answer["result"]?["recovered"]?.boolean == true)
      }
      try program.finish()
      #expect(service.made.count == count)
      #expect(service.visits(.create) == count)
    }

    /// Connections of one name cannot be told apart by it: each caller is told its own all the same.
    @Test func manyOfOneName() throws {
      let took = try Self.play((0..<240).map { "Acme \($0 % 40)" })
      #expect(took < .seconds(15))
    }
  }
}
