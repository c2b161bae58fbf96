import FlowService
import JSON
import TestSupport
import Testing

@Suite("README.md and the program")
struct ReadmeTests {
  @Test("the environment variables of the README are those of the program, with their defaults")
  func environment() throws {
    let rows = try Readme.table(under: "## Real credentials")
    #expect(Set(rows.map { Readme.code($0[0]) }) == Set(ConfigurationVariable.allCases.map(\.rawValue)))
    #expect(rows.count == ConfigurationVariable.allCases.count)
    func standard(_ variable: ConfigurationVariable) -> String? {
      rows.first { Readme.code($0[0]) == variable.rawValue }.flatMap { $0.count == 3 ? Readme.code($0[2]) : nil }
    }
    #expect(standard(.baseURL) == FlowServiceConfiguration.defaultBaseURL)
    #expect(standard(.imsURL) == FlowServiceConfiguration.defaultIMSURL)
  }

  @Test("the methods of the README are those of openrpc.json")
  func methods() throws {
    let readme = try Readme.table(under: "## Methods").flatMap { Readme.codes($0[0]) }
    let document = ProtocolSchemas.shared.methods.compactMap { $0["name"]?.string }
    #expect(Set(readme) == Set(document))
  }
}
