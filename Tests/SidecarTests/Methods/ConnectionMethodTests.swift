import FlowService
import FlowServiceSimulator
import JSON
import Testing

@Suite("the methods of /connections", .timeLimit(.minutes(1)))
struct ConnectionMethodTests {
  let bench = MethodBench()

  // MARK: connection.list

  @Test func aListMasksTheSecretsOfEveryItem() async throws {
    for name in ["a", "b", "c"] { _ = try await bench.result("connection.create", MethodBench.body(name)) }
    let page = try await bench.result("connection.list", "{}")
    #expect(page["items"]?.count == 3)
    for item in page["items"]?.elements ?? [] {
      #expect(item["auth"]?["params"]?["clientSecret"]?.string == "********")
      #expect(item["auth"]?["params"]?["clientId"]?.string == "acme-client")
    }
    let open = try await bench.result("connection.list", #"{"includeSecrets":true}"#, tellsSecrets: true)
    #expect(open["items"]?[2]?["auth"]?["params"]?["clientSecret"]?.string == "canary-secret")
  }

  @Test func aListGoesOnWhereThePageEnded() async throws {
    for name in ["a", "b", "c"] { _ = try await bench.result("connection.create", MethodBench.body(name)) }
    let query = #""property":["connectionSpec.id==cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"],"limit":2,"orderby":"-name""#
    let first = try await bench.result("connection.list", "{\(query)}")
    #expect(first["items"]?.elements.compactMap { $0["name"]?.string } == ["c", "b"])
    let next = try #require(first["next"]?.string)
    let last = try await bench.result("connection.list", #"{\#(query),"next":"\#(next)"}"#)
    #expect(last["items"]?.elements.compactMap { $0["name"]?.string } == ["a"])
    #expect(last["next"] == nil)
    let count = try await bench.result("connection.list", #"{"property":["name==a,b"],"count":true}"#)
    #expect(count.members.map(\.name) == ["count"])
    #expect(count["count"]?.integer == 2)
    #expect(bench.requests.last?.url.hasSuffix("/connections?property=name==a,b&count=true") == true)
  }

  @Test func aListSaysEverythingThatIsWrong() async throws {
    #expect(
      try await bench.problems("connection.list", #"{"count":true,"limit":2,"orderby":"name","next":"x"}"#) == [
        "/limit x-excludes", "/orderby x-excludes", "/next x-excludes",
      ])
    #expect(
      try await bench.problems("connection.list", #"{"property":["name=a"],"limit":101,"filter":1}"#).sorted() == [
        "/filter additionalProperties", "/limit maximum", "/property/0 pattern",
      ])
    #expect(bench.requests.isEmpty)
  }

  // MARK: connection.update

  @Test func anUpdateChangesTheVersionThatWasRead() async throws {
    let id = try await bench.connection("a")
    let before = try await bench.result("connection.get", #"{"id":"\#(id)"}"#)
    let etag = try #require(before["etag"]?.string)
    let quoted = etag.split(separator: "\"").joined()
    let rename = #"[{"op":"replace","path":"/name","value":"b"}]"#
    let updated = try await bench.result(
      "connection.update", #"{"id":"\#(id)","operations":\#(rename),"etag":"\"\#(quoted)\""}"#)
    #expect(updated["id"]?.string == id)
    #expect(updated["etag"]?.string != etag)
    #expect(bench.requests.last?.headers["If-Match"] == etag)
    #expect(bench.requests.last.map { String(decoding: $0.body ?? [], as: UTF8.self) } == rename)
    let stale = try await bench.error(
      "connection.update", #"{"id":"\#(id)","operations":\#(rename),"etag":"\"\#(quoted)\""}"#)
    #expect(stale["kind"]?.string == "preconditionFailed")
    #expect(stale["httpStatus"]?.integer == 412)
    #expect(stale["id"]?.string == id)
    #expect(stale["retryable"]?.boolean == false)
    let after = try await bench.result("connection.get", #"{"id":"\#(id)"}"#)
    #expect(after["name"]?.string == "b")
    #expect(after["etag"]?.string == updated["etag"]?.string)
  }

  @Test func anUpdateOfASecretDoesNotTellIt() async throws {
    let id = try await bench.connection("a")
    let operations = #"[{"op":"replace","path":"/auth/params/clientSecret","value":"canary-new"}]"#
    _ = try await bench.result("connection.update", #"{"id":"\#(id)","operations":\#(operations)}"#)
    let open = try await bench.result(
      "connection.get", #"{"id":"\#(id)","includeSecrets":true}"#, tellsSecrets: true)
    #expect(open["auth"]?["params"]?["clientSecret"]?.string == "canary-new")
  }

  @Test func anUpdateThatWasLostIsFound() async throws {
    let id = try await bench.connection("simulate:lost-update")
    let updated = try await bench.result(
      "connection.update", #"{"id":"\#(id)","operations":[{"op":"add","path":"/description","value":"d"}]}"#)
    #expect(updated["recovered"]?.boolean == true)
    #expect(bench.simulator.counts.updates == 1)
  }

  @Test func anUpdateSaysEverythingThatIsWrong() async throws {
    let id = "3e908d3f-c390-482b-9f44-43d3d4f2eb82"
    let wrong = [
      (#"{"op":"move","path":"/name"}"#, ["/operations/0/op enum"]),
      (#"{"op":"ADD","path":"/name","value":1}"#, ["/operations/0/op enum"]),
      (#"{"op":"add","path":"/name"}"#, ["/operations/0 required"]),
      (#"{"op":"remove","path":"name"}"#, ["/operations/0/path pattern"]),
      (#"{"op":"remove","path":"/a~2"}"#, ["/operations/0/path pattern"]),
      (#"{"path":"/name"}"#, ["/operations/0 required"]),
      ("3", ["/operations/0 type"]),
    ]
    for (operation, problems) in wrong {
      #expect(
        try await bench.problems("connection.update", #"{"id":"\#(id)","operations":[\#(operation)]}"#) == problems,
        "\(operation)")
    }
    #expect(
      try await bench.problems("connection.update", #"{"id":"x","operations":[],"etag":"a b"}"#).sorted() == [
        "/etag pattern", "/id pattern", "/operations minItems",
      ])
    #expect(bench.requests.isEmpty)
  }

  // MARK: connection.delete, connection.test

  @Test func plainParamsGoByPositionToo() async throws {
    let id = try await bench.connection("a")
    #expect(try await bench.result("connection.test", #"["\#(id)"]"#)["result"]?.boolean == true)
    #expect(try await bench.result("connection.delete", #"["\#(id)"]"#)["id"]?.string == id)
    let gone = try await bench.error("connection.delete", #"{"id":"\#(id)"}"#)
    #expect(gone["kind"]?.string == "notFound")
    #expect(gone["id"]?.string == id)
    #expect(try await bench.error("connection.test", #"{"id":"\#(id)"}"#)["kind"]?.string == "notFound")
  }

  @Test func aDeleteThatWasLostIsDone() async throws {
    let id = try await bench.connection("simulate:lost-delete")
    #expect(try await bench.result("connection.delete", #"{"id":"\#(id)"}"#)["id"]?.string == id)
    #expect(bench.simulator.counts.deletes == 2)
  }

  // MARK: connection.explore

  @Test func exploringSendsAllParamsOn() async throws {
    let id = try await bench.connection("a")
    let found = try await bench.result(
      "connection.explore",
      #"{"id":"\#(id)","objectType":"root","previewCount":5,"preview":true,"FileType":"Delimited","_meta":{"timeoutMs":9000}}"#
    )
    #expect(found["items"]?.count == 3)
    #expect(
      bench.requests.last?.url.hasSuffix(
        "/connections/\(id)/explore?objectType=root&previewCount=5&preview=true&FileType=Delimited") == true)
    let table = try await bench.result(
      "connection.explore", #"{"id":"\#(id)","objectType":"table","object":"Account"}"#)
    #expect(table["items"] == nil)
    #expect(table["schema"]?["columns"]?.count == 3)
    #expect(
      try await bench.problems("connection.explore", #"{"id":"\#(id)","objectType":"root","filters":{},"a/b":[]}"#) == [
        "/filters type", "/a~1b type",
      ])
    #expect(
      try await bench.problems("connection.explore", #"{"id":"\#(id)","objectType":"tabel"}"#) == ["/objectType enum"])
  }

  // MARK: connection.ensure

  @Test func ensuringTwiceMakesOne() async throws {
    let first = try await bench.result("connection.ensure", MethodBench.body("a"))
    #expect(first["created"]?.boolean == true)
    #expect(first["state"]?.string == "enabled")
    #expect(first["auth"]?["params"]?["clientSecret"]?.string == "********")
    let second = try await bench.result("connection.ensure", MethodBench.body("a"))
    #expect(second["created"]?.boolean == false)
    #expect(second["id"]?.string == first["id"]?.string)
    #expect(bench.simulator.connectionCount == 1)
    let create = try #require(bench.requests.first { $0.method == .post })
    let body = try JSONDocument(create.body ?? []).root
    #expect(body["connectionSpec"]?["version"]?.string == "1.0")
  }

  @Test func ensuringChecksLikeACreate() async throws {
    let body = MethodBench.body("a").replacingFirst("clientId", "clientID")
    let ensure = try await bench.error("connection.ensure", body)
    let create = try await bench.error("connection.create", body)
    #expect(ensure["errors"]?.rawBytes == create["errors"]?.rawBytes)
    #expect(bench.requests.isEmpty)
    let warned = try await bench.error(
      "connection.ensure", body.dropLast() + #","_meta":{"validation":"warn"}}"#)
    // Sent all the same, and refused by the service.
    #expect(warned["flowCode"]?.string == "FLOW-1304-400")
  }

  @Test func ensuringReportsProgressAndTime() async throws {
    let body = MethodBench.body("simulate:slow", more: #","_meta":{"progressToken":"p","timeoutMs":200}"#)
    let first = try await bench.error("connection.ensure", body)
    #expect(first["kind"]?.string == "waitTimeout")
    let id = try #require(first["id"]?.string)
    #expect(!bench.notifications.isEmpty)
    #expect(bench.notifications.allSatisfy { $0["params"]?["token"]?.string == "p" })
    let second = try await bench.error("connection.ensure", body)
    #expect(second["id"]?.string == id)
    #expect(bench.simulator.connectionCount == 1)
  }

  @Test func ensuringTellsOfOtherCredentials() async throws {
    _ = try await bench.result("connection.ensure", MethodBench.body("a"))
    let basic = #"""
      {"name":"a","auth":{"specName":"OAuth2 JWT Token Credential","params":{"jwtToken":"canary-jwt","clientId":"c",
      "clientSecret":"canary-s","instanceUrl":"https://acme.my.salesforce.com"}},
      "connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"}}
      """#
    let there = try await bench.result("connection.ensure", basic)
    #expect(there["created"]?.boolean == false)
    #expect(there["warnings"]?.elements.map { $0["keyword"]?.string } == ["x-existing"])
    #expect(bench.simulator.connectionCount == 1)
  }

  // MARK: All of them

  @Test func theSandboxIsThatOfTheCall() async throws {
    let id = try await bench.connection("a")
    let before = bench.requests.count
    let meta = #""_meta":{"sandboxName":"there"}"#
    _ = try await bench.result("connection.list", "{\(meta)}")
    _ = try await bench.result("connection.list", #"{"count":true,\#(meta)}"#)
    _ = try await bench.result(
      "connection.update", #"{"id":"\#(id)","operations":[{"op":"add","path":"/description","value":"d"}],\#(meta)}"#)
    _ = try await bench.result("connection.test", #"{"id":"\#(id)",\#(meta)}"#)
    _ = try await bench.result("connection.explore", #"{"id":"\#(id)","objectType":"root",\#(meta)}"#)
    _ = try await bench.result("connection.delete", #"["\#(id)",{"sandboxName":"there"}]"#)
    _ = try await bench.result("connection.ensure", MethodBench.body("b", more: ",\(meta)"))
    let requests = bench.requests.dropFirst(before)
    #expect(requests.count >= 10)
    #expect(requests.allSatisfy { $0.headers["x-sandbox-name"] == "there" })
    #expect(bench.requests.prefix(before).allSatisfy { $0.headers["x-sandbox-name"] == "simulated" })
    #expect(requests.allSatisfy { !String(decoding: $0.body ?? [], as: UTF8.self).contains("_meta") })
  }

  @Test func theTimeOfACallBoundsItsRequests() async throws {
    let id = try await bench.connection("a")
    let before = bench.requests.count
    let meta = #""_meta":{"timeoutMs":5000}"#
    _ = try await bench.result("connection.list", "{\(meta)}")
    _ = try await bench.result("connection.test", #"{"id":"\#(id)",\#(meta)}"#)
    _ = try await bench.result("connection.explore", #"{"id":"\#(id)","objectType":"root",\#(meta)}"#)
    _ = try await bench.result(
      "connection.update", #"{"id":"\#(id)","operations":[{"op":"add","path":"/description","value":"d"}],\#(meta)}"#)
    _ = try await bench.result("connection.delete", #"{"id":"\#(id)",\#(meta)}"#)
    let requests = bench.requests.dropFirst(before)
    #expect(requests.count == 6)
    #expect(requests.allSatisfy { $0.timeout <= .seconds(5) })
  }

  @Test func anIdIsAUUID() async throws {
    for method in ["connection.test", "connection.delete"] {
      #expect(try await bench.problems(method, #"{"id":"../x"}"#) == ["/id pattern"])
      #expect(try await bench.problems(method, "{}") == [" required"])
    }
    #expect(bench.requests.isEmpty)
  }
}

extension String {
  fileprivate func replacingFirst(_ text: String, _ other: String) -> String {
    guard let range = firstRange(of: text) else { return self }
    return replacingCharacters(in: range, with: other)
  }

  private func replacingCharacters(in range: Range<Index>, with other: String) -> String {
    String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
