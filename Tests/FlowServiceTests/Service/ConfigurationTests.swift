import FlowService
import TestSupport
import Testing

@Suite struct ConfigurationTests {
  @Test func defaultsAreThoseOfAdobe() {
    let configuration = FlowServiceConfiguration(environment: [:])
    #expect(configuration.baseURL == "https://platform.adobe.io")
    #expect(configuration.imsURL == "https://ims-na1.adobelogin.com")
    #expect(configuration.credentials == nil)
    #expect(configuration.sandbox == .unspecified)
  }

  @Test func everyVariableIsRead() throws {
    let configuration = FlowServiceConfiguration(environment: [
      "AEP_CLIENT_ID": " id ", "AEP_CLIENT_SECRET": "secret", "AEP_ORG_ID": "o@AdobeOrg", "AEP_SANDBOX_NAME": "dev",
      "AEP_SCOPES": "a,b", "AEP_BASE_URL": "https://platform-stage.adobe.io/", "AEP_IMS_URL": "https://ims.example//",
    ])
    #expect(configuration.clientID == "id")
    #expect(configuration.orgID == "o@AdobeOrg")
    #expect(configuration.sandbox == .named("dev"))
    #expect(configuration.baseURL == "https://platform-stage.adobe.io")
    #expect(configuration.imsURL == "https://ims.example")
    guard case .clientSecret(let secret, let scopes) = try #require(configuration.credentials) else {
      Issue.record("not a client secret")
      return
    }
    #expect(secret.reveal() == "secret")
    #expect(scopes == "a,b")
  }

  @Test func aTokenWinsAndLosesItsPrefix() throws {
    let configuration = FlowServiceConfiguration(environment: [
      "AEP_ACCESS_TOKEN": "Bearer abc\n", "AEP_CLIENT_SECRET": "secret",
    ])
    guard case .accessToken(let token) = try #require(configuration.credentials) else {
      Issue.record("not a token")
      return
    }
    #expect(token.reveal() == "abc")
  }

  @Test func anEmptySandboxMeansNone() {
    #expect(FlowServiceConfiguration(environment: ["AEP_SANDBOX_NAME": ""]).sandbox == .none)
  }

  @Test func nothingPrintsASecret() {
    let configuration = FlowServiceConfiguration(environment: [
      "AEP_ACCESS_TOKEN": "canary-1", "AEP_CLIENT_ID": "id",
    ])
    var dumped = ""
    dump(configuration, to: &dumped)
    dump(Secret("canary-2"), to: &dumped)
    dumped += "\(configuration) \(String(reflecting: configuration)) \(Secret("canary-3"))"
    dumped += "\(String(reflecting: Secret("canary-4"))) \(Credentials.clientSecret(Secret("canary-5"), scopes: ""))"
    let mask = SecretMask(["canary-6"])
    dumped += "\(mask)"
    dump(mask, to: &dumped)
    let time = VirtualTime()
    let client = FlowServiceClient(
      .test, transport: ScriptedTransport([.json(200, "{}")]), time: time, executor: time)
    dumped += "\(client)"
    dump(client, to: &dumped)
    let request = HTTPRequest(
      .post, "https://flow.test", headers: [HTTPHeader("Authorization", "Bearer canary-7")],
      body: Array("canary-8".utf8))
    dumped += "\(request) \(String(reflecting: request))"
    dump(request, to: &dumped)
    #expect(dumped.contains("redacted"))
    #expect(!dumped.contains("canary"))
  }
}
