import FlowService
import JSON
import Testing

@testable import JSONRPC
@testable import Sidecar

@Suite("The resources of the Model Context Protocol")
struct MCPResourceTests {
  private let prefix = "flow-sidecar://connection-specs/"

  @Test("every connection spec of the catalogue is listed and can be read")
  func catalogue() async throws {
    let peer = try await MCPPeer()
    let resources = try await peer.result("resources/list")["resources"]?.elements ?? []
    #expect(resources.count == (try PackageRoot.files(in: "protocol/connection-specs").count))
    for resource in resources {
      let uri = try #require(resource["uri"]?.string)
      let contents = try await peer.result("resources/read", #"{"uri":"\#(uri)"}"#)["contents"]
      let text = try #require(contents?[0]?["text"]?.string)
      let spec = try JSONDocument(text).root
      #expect(spec["name"]?.string == resource["name"]?.string && uri == prefix + (spec["id"]?.string ?? ""))
      #expect(contents?[0]?["uri"]?.string == uri)
    }
  }

  static let unknown = [
    "", "flow-sidecar://connection-specs/", "flow-sidecar://connection-specs", "file:///etc/passwd",
    "flow-sidecar://connection-specs/../openrpc.json", "flow-sidecar://connection-specs/{id}",
    "flow-sidecar://connection-specs/\(Sample.salesforce)/", "flow-sidecar://connection-specs/\(Sample.salesforce)?x=1",
    "FLOW-SIDECAR://connection-specs/\(Sample.salesforce)", "flow-sidecar://connection-specs/salesforce",
    "flow-sidecar://connection-specs/00000000-0000-0000-0000-000000000000",
  ]

  @Test("what there is none of", arguments: unknown)
  func missing(_ uri: String) async throws {
    let error = try await MCPPeer().error("resources/read", #"{"uri":"\#(uri)"}"#)
    #expect(error["code"]?.integer == -32002 && error.at("/data/uri")?.string == uri)
    let stateless = try await MCPPeer(TestSession(), .stateless).error("resources/read", #"{"uri":"\#(uri)"}"#)
    #expect(stateless["code"]?.integer == -32602 && stateless.at("/data/kind")?.string == "resourceNotFound")
  }

  @Test("a template is all that other connection specs need")
  func template() async throws {
    let templates = try await MCPPeer().result("resources/templates/list")["resourceTemplates"]
    #expect(templates?.count == 1)
    #expect(templates?[0]?["uriTemplate"]?.string == prefix + "{id}")
  }
}
