import FlowServiceSimulator
import JSON
import TestSupport
import Testing

@testable import FlowService

@Suite struct ListAndExploreTests {
  @Test func pagesAreFollowedToTheLast() async throws {
    let time = VirtualTime()
    let simulator = simulatedService(time)
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      for name in ["b", "d", "a", "e", "c"] { _ = try await client.create(createBody(name)) }
      for (orderby, expected) in [("name", "abcde"), ("-name", "edcba"), ("createdAt", "bdaec")] {
        var names = ""
        var sizes: [Int] = []
        var next: String?
        repeat {
          let page = try await client.connections(limit: 2, orderby: orderby, next: next)
          names += page.connections.compactMap(\.name).joined()
          sizes.append(page.connections.count)
          next = page.next
        } while next != nil
        #expect(names == expected)
        #expect(sizes == [2, 2, 1])
      }
    }
  }

  @Test func filtersAllHaveToHold() async throws {
    let time = VirtualTime()
    let simulator = simulatedService(time)
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      for name in ["a", "b", "simulate:disabled"] { _ = try await client.create(createBody(name)) }
      try await time.sleep(for: .seconds(5))
      _ = try await client.create(createBody("late"))
      func names(_ filters: String...) async throws -> [String] {
        try await client.connections(filters: filters).connections.compactMap(\.name)
      }
      #expect(try await names("state==enabled") == ["a", "b"])
      #expect(try await names("state==enabled,disabled", "name==b,simulate:disabled") == ["b", "simulate:disabled"])
      #expect(try await names("createdAt>1767225602000") == ["late"])
      #expect(try await names("createdAt<=1767225602000", "state==disabled") == ["simulate:disabled"])
      #expect(try await names("name==nobody") == [])
      #expect(try await client.connectionCount(filters: ["state==enabled"]) == 2)
      #expect(try await client.connectionCount() == 4)
      let error = await failure { try await client.connections(filters: ["nonsense"]) }
      #expect(error?.httpStatus == 400)
    }
  }

  @Test(arguments: ["", "{}", #"{"items":[]}"#, #"{"count":"95"}"#, #"{"count":-1}"#])
  func anAnswerWithoutACountIsNone(body: String) async throws {
    let time = VirtualTime()
    let client = FlowServiceClient(.test, ScriptedTransport([.json(200, body)]), time)
    let error = try await time.run { await failure { try await client.connectionCount() } }
    #expect(error?.kind == .flowServiceError)
    #expect(error?.httpStatus == 200)
  }

  @Test func theTestTellsWhetherCredentialsWork() async throws {
    let time = VirtualTime()
    let simulator = simulatedService(time)
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      let good = try #require(try await client.enabledConnection().id)
      let bad = try #require(try await client.enabledConnection("simulate:test-fails").id)
      #expect(try await client.testConnection(good))
      #expect(try await !client.testConnection(bad))
      let error = await failure { try await client.testConnection("nobody") }
      #expect(error?.kind == .notFound)
      #expect(error?.connectionID == "nobody")
    }
    #expect(simulator.counts.tests == 3)
  }

  @Test(arguments: ["", "true", "{}", #"{"result":"true"}"#, "<html></html>"])
  func anAnswerWithoutAResultIsNone(body: String) async throws {
    let time = VirtualTime()
    let client = FlowServiceClient(.test, ScriptedTransport([.json(200, body)]), time)
    let error = try await time.run { await failure { try await client.testConnection("i") } }
    #expect(error?.kind == .flowServiceError)
    #expect(error?.httpStatus == 200)
  }

  @Test func whatIsToBeExploredIsSentAsItIs() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.json(200, "[]")])
    let client = FlowServiceClient(.test, transport, time)
    _ = try await time.run {
      try await client.explore(
        "i", query: [("objectType", "file"), ("object", "/a b/c&d.csv"), ("preview", "true"), ("columnDelimiter", ";")])
    }
    #expect(
      transport.requests.first?.url == "https://flow.test/data/foundation/flowservice/connections/i/explore"
        + "?objectType=file&object=%2Fa%20b%2Fc%26d.csv&preview=true&columnDelimiter=%3B")
  }

  @Test func exploringShowsTablesAndColumns() async throws {
    let time = VirtualTime()
    let simulator = simulatedService(time)
    let client = FlowServiceClient(.test, simulator, time)
    try await time.run {
      let id = try #require(try await client.enabledConnection().id)
      let tables = try await client.explore(id, query: [("objectType", "ROOT")])
      let path = try #require(tables[0]?["path"]?.string)
      let table = try await client.explore(id, query: [("objectType", "table"), ("object", path)])
      #expect(table["schema"]?["columns"]?.elements.compactMap { $0["name"]?.string } == ["Id", "Name", "Industry"])
      #expect(table["data"] == nil)
      let preview = try await client.explore(
        id, query: [("objectType", "table"), ("object", path), ("preview", "true")])
      #expect(preview["data"]?.count == 1)
      let error = await failure { try await client.explore(id, query: [("objectType", "table"), ("object", "No")]) }
      #expect(error?.httpStatus == 400)
    }
  }

  @Test(arguments: ["", "3", "<html></html>"]) func anAnswerThatIsNoListIsNone(body: String) async throws {
    let time = VirtualTime()
    let client = FlowServiceClient(.test, ScriptedTransport([.json(200, body)]), time)
    let error = try await time.run { await failure { try await client.explore("i", query: []) } }
    #expect(error?.httpStatus == 200)
  }

  @Test(arguments: ["", ".", ".."]) func idsThatArePathsAreNotSent(id: String) async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport([.json(200, "{}")])
    let client = FlowServiceClient(.test, transport, time)
    try await time.run {
      let patch = operations(#"[{"op":"remove","path":"/description"}]"#)
      #expect(await failure { try await client.testConnection(id) }?.kind == .notFound)
      #expect(await failure { try await client.explore(id, query: []) }?.kind == .notFound)
      #expect(await failure { try await client.delete(id) }?.kind == .notFound)
      #expect(await failure { try await client.update(id, operations: patch, etag: "1") }?.kind == .notFound)
    }
    #expect(transport.requests.isEmpty)
  }

  @Test func theSandboxIsThatOfTheCall() async throws {
    let time = VirtualTime()
    let transport = ScriptedTransport { request, _ in
      request.url.contains("count=true")
        ? .json(200, #"{"count":1}"#)
        : request.url.hasSuffix("/test")
          ? .json(200, #"{"result":true}"#)
          : request.url.contains("/explore")
            ? .json(200, "[]")
            : request.method == .delete
              ? .json(204, "")
              : request.method == .patch
                ? .json(200, #"{"id":"i","etag":"\"2\""}"#)
                : .json(
                  200,
                  #"{"items":[{"id":"i","name":"a","state":"enabled","etag":"\"1\"","connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"}}]}"#
                )
    }
    let client = FlowServiceClient(.test, transport, time)
    let there = CallOptions(sandboxName: "there")
    try await time.run {
      _ = try await client.connections(options: there)
      _ = try await client.connectionCount(options: there)
      _ = try await client.testConnection("i", options: there)
      _ = try await client.explore("i", query: [], options: there)
      _ = try await client.update("i", operations: operations("[]"), options: there)
      _ = try await client.delete("i", options: there)
      _ = try await client.ensure(createBody("a"), timeout: .seconds(1), options: there)
    }
    #expect(transport.requests.count == 9)
    #expect(transport.requests.allSatisfy { $0.headers["x-sandbox-name"] == "there" })
  }
}
