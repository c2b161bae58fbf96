import JSON
import TestSupport
import Testing

@testable import FlowService

@Suite struct SecretMaskTests {
  @Test(arguments: [
    ("the password hunter2 is wrong", "the password [redacted] is wrong"),
    ("hunter2hunter2", "[redacted][redacted]"), ("hunter", "hunter"), ("", ""),
    ("url?p=p%40ss%20word", "url?p=[redacted]"), (#"{\"x\":\"qu\"ote\"}"#, #"{\"x\":\"qu\"ote\"}"#),
    (#"body was "say \"hi\" now""#, #"body was "[redacted]""#), ("abc stays", "abc stays"),
    ("longer-hunter2-value", "[redacted]"), ("ünïcode hunter2 ü", "ünïcode [redacted] ü"),
  ])
  func masks(text: String, result: String) {
    let mask = SecretMask(["hunter2", "p@ss word", #"say "hi" now"#, "abc", "longer-hunter2-value"])
    #expect(mask.applied(to: text) == result)
  }

  /// However deep a body may be: what it is found again by is known, and what is secret in it.
  @Test(arguments: [1, 510, 1_900])
  func deepBodies(_ depth: Int) {
    let nested = String(repeating: "[", count: depth) + "\"hunter2\"" + String(repeating: "]", count: depth)
    let create = CreateBody(Array(#"{"name":"Acme","auth":{"params":{"x":\#(nested)}}}"#.utf8))
    #expect(create.name == "Acme")
    #expect(create.mask.applied(to: "hunter2") == "[redacted]")
    let update = UpdateBody(Array(#"[{"op":"replace","path":"/auth/params/x","value":\#(nested)}]"#.utf8))
    #expect(update.operations.count == 1)
    #expect(update.mask.applied(to: "hunter2") == "[redacted]")
  }

  /// One secret with everything in it that anybody escapes, in the forms that services quote it in.
  @Test(arguments: [
    #"a"b\\c/d e&f<g>h'i é 🔑 j"#, #"a\"b\\\\c/d e&f<g>h'i é 🔑 j"#, #"a\"b\\\\c\/d e&f<g>h'i é 🔑 j"#,
    #"a\"b\\\\c/d e&f<g>h'i \u00e9 \ud83d\udd11 j"#, #"a\"b\\\\c/d e&f<g>h'i \u00E9 \uD83D\uDD11 j"#,
    "a%22b%5C%5Cc%2Fd%20e%26f%3Cg%3Eh%27i%20%C3%A9%20%F0%9F%94%91%20j",
    "a%22b%5c%5cc%2fd%20e%26f%3cg%3eh%27i%20%c3%a9%20%f0%9f%94%91%20j",
    "a%22b%5C%5Cc%2Fd+e%26f%3Cg%3Eh%27i+%C3%A9+%F0%9F%94%91+j",
    #"a&quot;b\\c/d e&amp;f&lt;g&gt;h&#39;i é 🔑 j"#, #"a&quot;b\\c/d e&amp;f&lt;g&gt;h&#x27;i é 🔑 j"#,
  ])
  func masksEveryForm(form: String) {
    let mask = SecretMask([#"a"b\\c/d e&f<g>h'i é 🔑 j"#])
    #expect(mask.applied(to: "<\(form)>") == "<[redacted]>")
  }

  /// What is cut short, or put on one line, is masked before.
  @Test(arguments: [
    "\(String(repeating: "x", count: 495))canary-secret\(String(repeating: "y", count: 2000))",
    "<html><title>\(String(repeating: "x", count: 495))canary-secret\(String(repeating: "y", count: 2000))</title>",
    "-----BEGIN KEY-----\ncanary\n-----END KEY-----", "-----BEGIN KEY----- canary -----END KEY-----",
    "<html><title>-----BEGIN KEY-----\ncanary\n-----END KEY-----</title>",
  ])
  func nothingIsLeftOfASecret(text: String) throws {
    let mask = SecretMask(["canary-secret", "-----BEGIN KEY-----\ncanary\n-----END KEY-----"])
    var writer = JSONWriter()
    writer.string(text)
    for body in [Array(text.utf8), writer.bytes, Array(#"{"message":"#.utf8) + writer.bytes + Array("}".utf8)] {
      let detail = try #require(ErrorBody(body, mask: mask).detail)
      #expect(!detail.contains("can") && !detail.contains("KEY"), "\(detail)")
      #expect(detail.contains("[redacted]") || detail.hasSuffix("…"))
    }
  }

  @Test func echoesOfWhatWasSentAreMasked() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([
      .json(
        400,
        #"{"title":"canary-param-id","errorMessage":"canary-param-secret at https://acme.my.salesforce.com with Bearer canary-token"}"#,
        [HTTPHeader("x-request-id", "canary-token")])
    ])
    let client = FlowServiceClient(.test, transport, time)
    let error = try await time.run { await failure { try await client.create(createBody("a")) } }
    #expect(error?.detail == "[redacted] at [redacted] with Bearer [redacted]")
    var dumped = ""
    dump(error, to: &dumped)
    #expect(!dumped.contains("canary"))
  }

  @Test func echoesOfTheClientSecretAreMasked() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([
      .json(400, #"{"error":"invalid_client","error_description":"secret canary-client-secret is wrong"}"#)
    ])
    let client = FlowServiceClient(.testIMS, transport, time)
    let error = try await time.run { await failure { try await client.connection("a") } }
    #expect(error?.kind == .unauthorized)
    #expect(error?.detail == "secret [redacted] is wrong")
    #expect(error?.hint?.contains("AEP_CLIENT_SECRET") == true)
  }
}
