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
