import JSONRPC
import Testing

/// Request bodies as they stand in the documentation of the Salesforce source, one bracket or quote short, pasted into
/// messages over several lines: each is told once, where and how to mend it, and the next message is served.
@Suite("Pasted bodies")
struct PastedBodyTests {
  struct Pasted: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var params: String
    /// The line of the message on which the fault is, and what the hint speaks of.
    var line: Int
    var hint: String
  }

  static func body(_ specName: String, _ params: [String]) -> String {
    """
    {
          "name": "ACME Salesforce account",
          "description": "Salesforce account",
          "auth": {
              "specName": "\(specName)",
              "params":
    \(params.map { "            " + $0 }.joined(separator: "\n"))
            }
          },
          "connectionSpec": {
              "id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5",
              "version": "1.0"
          }
      }
    """
  }

  static let bodies: [Pasted] = [
    Pasted(
      testDescription: "Basic Authentication",
      params: body(
        "Basic Authentication",
        [
          #""environmentUrl": "https://acme-enterprise-3126.my.salesforce.com","#, #""username": "acme-salesforce","#,
          #""password": "xxxx","#, #""securityToken": "xxxx""#,
        ]), line: 11, hint: #"a \"{\" seems to be missing before line 11"#),
    Pasted(
      testDescription: "OAuth2 Client Credential",
      params: body(
        "OAuth2 Client Credential",
        [
          #""environmentUrl": "https://acme-enterprise-3126.my.salesforce.com","#, #""clientId": "xxxx","#,
          #""clientSecret": "xxxx","#, #""apiVersion": "60.0","#, #""includeDeletedObjects": true"#,
        ]), line: 11, hint: #"a \"{\" seems to be missing before line 11"#),
    Pasted(
      testDescription: "OAuth2 JWT Token Credential",
      params: body(
        "OAuth2 JWT Token Credential",
        [
          #""jwtToken": "{JWT_TOKEN},"#, #""clientId": "xxxx","#, #""clientSecret": "xxxx","#,
          #""instanceUrl": "https://acme-enterprise-3126.my.salesforce.com""#,
        ]), line: 11, hint: #"a \"{\" seems to be missing before line 11"#),
    Pasted(
      testDescription: "a quote missing, brackets right",
      params: "{\n  \"auth\": {\n    \"jwtToken\": \"{JWT_TOKEN},\n    \"clientId\": \"xxxx\"\n  }\n}", line: 7,
      hint: #"the closing \" of the string at line 7"#),
  ]

  static func message(_ params: String) -> String {
    "{\n  \"jsonrpc\": \"2.0\",\n  \"id\": 1,\n  \"method\": \"echo\",\n  \"params\": \(params)\n}"
  }

  @Test(arguments: bodies, Delivery.pieces)
  func values(_ pasted: Pasted, piece: Int?) { check(pasted, .value, piece, isFirst: false) }

  @Test(arguments: bodies, Delivery.pieces)
  func valuesFromTheStart(_ pasted: Pasted, piece: Int?) { check(pasted, .value, piece, isFirst: true) }

  @Test(arguments: bodies, Delivery.pieces)
  func headers(_ pasted: Pasted, piece: Int?) { check(pasted, .header, piece, isFirst: true) }

  private func check(_ pasted: Pasted, _ framing: Framing, _ piece: Int?, isFirst: Bool) {
    // Found from the bytes: the first line of the pasted message, or of the one before it, is unfinished.
    let peer = Peer(piece: piece, answersIn: framing)
    if !isFirst {
      peer.deliver("{ \"jsonrpc\": \"2.0\",\n \"id\": 0, \"method\": \"echo\" }\n")
      #expect(peer.answers() == [.result("0", "{}")])
    }
    peer.say(Self.message(pasted.params))
    let texts = peer.texts()
    #expect(texts.count == 1)
    let text = texts.first ?? ""
    #expect(text.contains(#""code":-32700"#))
    #expect(text.contains(#""id":null"#))
    #expect(text.contains(#""line":\#(pasted.line),"#), "\(text)")
    #expect(text.contains(pasted.hint), "\(text)")
    #expect(!text.contains("xxxx") && !text.contains("JWT_TOKEN"), "the text of a string must not get out: \(text)")
    peer.say(call("2", "echo"))
    #expect(peer.answers() == [.result("2", "{}")])
    peer.end()
    #expect(peer.answers() == [])
  }
}
