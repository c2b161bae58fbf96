import JSON
import Testing

@Suite("What is said about the params of a create")
struct GoldenTests {
  @Test("validate says what the table says", arguments: GoldenTable.cases)
  func validate(_ golden: GoldenCase) async throws {
    let session = TestSession()
    let report = try await session.result("connection.validate", golden.params)
    #expect(GoldenCase.told(report) == golden.told)
    #expect((report["errors"]?.count == 0) == report["valid"]?.boolean)
  }

  @Test("create says the same, and sends what is valid", arguments: GoldenTable.cases)
  func create(_ golden: GoldenCase) async throws {
    let session = TestSession()
    let report = try await session.result("connection.validate", golden.params)
    let answer = try await session.call("connection.create", golden.params)
    if report["valid"]?.boolean == true {
      let warnings = report["warnings"]?.count == 0 ? nil : report["warnings"]?.text
      if answer["result"] != nil {
        #expect(answer.at("/result/warnings")?.text == warnings)
      } else {
        // It was sent all the same, and the simulated service refused it.
        #expect(answer.at("/error/data/kind")?.string == "flowServiceError")
      }
    } else {
      let data = try #require(answer.at("/error/data"))
      #expect(data["kind"]?.string == "invalidParams")
      #expect(data["errors"]?.text == report["errors"]?.text)
      #expect(data["warnings"]?.text == (report["warnings"]?.count == 0 ? nil : report["warnings"]?.text))
      #expect(data["spec"]?.text == report["spec"]?.text)
    }
  }
}
