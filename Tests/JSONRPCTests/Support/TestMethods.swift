import JSON
import JSONRPC
import Synchronization

/// Small methods that do what the tests need: answer at once, later, never by themselves, wrongly.
struct TestMethods: Sendable {
  let gates = Gates()
  /// How often `note` was carried out.
  let notes = Counter()
  /// How often the work of `slow` has begun.
  let begun = Counter()

  final class Counter: Sendable {
    private let value = Atomic<Int>(0)
    func increment() { value.add(1, ordering: .sequentiallyConsistent) }
    var count: Int { value.load(ordering: .sequentiallyConsistent) }
  }

  var table: MethodTable { table(with: []) }

  /// The table, and a few methods more.
  func table(with more: [Method]) -> MethodTable {
    let own = [
      echo, failing, slow(counts: true), slow(counts: false), stubborn, failingLater, progress, note, noteLater, watch,
      fetch, prepareAndWatch,
    ]
    return MethodTable(own + more) {
      ErrorObject(.methodNotFound, kind: "methodNotFound", "There is no method \($0).")
    }
  }

  /// Answers at once with the params it was given.
  private var echo: Method {
    Method("echo") { call, result in
      result.beginObject()
      if let params = call.params {
        result.name("params")
        result.value(params)
      }
      result.endObject()
      return .answered
    }
  }

  /// Fails in the middle of writing its result.
  private var failing: Method {
    Method("failing") { _, result throws(ErrorObject) in
      result.beginObject()
      result.name("half")
      result.beginArray()
      throw ErrorObject(ErrorCode(rawValue: 1000), kind: "flowServiceError", "It fails.", retryable: true)
    }
  }

  /// Answers when the gate that its params name opens; a cancel ends it. `wait` takes none of the bounded places.
  private func slow(counts: Bool) -> Method {
    let gates = gates
    let begun = begun
    return Method(counts ? "slow" : "wait") { call, _ in
      let gate = Self.gate(call)
      return .later(counts ? .reads : .waits) { () async throws(ErrorObject) in
        begun.increment()
        guard await gates.pass(gate) else { throw .cancelled }
        return Array(#"{"gate":"\#(gate)"}"#.utf8)
      }
    }
  }

  /// Waits at the gate without a task.
  private var watch: Method {
    let (gates, begun) = (gates, begun)
    return Method("watch") { call, _ in .waiting(.waits, Self.wait(at: Self.gate(call), gates, begun)) }
  }

  /// The same, for an answer that is on its way.
  private var fetch: Method {
    let (gates, begun) = (gates, begun)
    return Method("fetch") { call, _ in .waiting(.reads, Self.wait(at: Self.gate(call), gates, begun)) }
  }

  /// Works until the gate `first` opens, whatever becomes of its task, and waits at the other one from then on.
  private var prepareAndWatch: Method {
    let (gates, begun) = (gates, begun)
    return Method("prepareAndWatch") { call, _ in
      let gate = Self.gate(call)
      return .work(.changes) { () async throws(ErrorObject) in
        await gates.passStubbornly("first")
        return .waiting(.waits, Self.wait(at: gate, gates, begun))
      }
    }
  }

  private static func wait(at gate: String, _ gates: Gates, _ begun: Counter) -> Method.Wait {
    { answer in
      begun.increment()
      return gates.watch(gate) { isOpen in
        answer(isOpen ? .success(Array(#"{"gate":"\#(gate)"}"#.utf8)) : .failure(.watchCancelled(gate)))
      }
    }
  }

  /// Pays no heed to a cancel.
  private var stubborn: Method {
    let gates = gates
    return Method("stubborn") { call, _ in
      let gate = Self.gate(call)
      return .later(.reads) { () async throws(ErrorObject) in
        await gates.passStubbornly(gate)
        return Array(#"{"gate":"\#(gate)"}"#.utf8)
      }
    }
  }

  /// Fails when the gate opens or a cancel comes, in both cases with an error that knows of no cancel.
  private var failingLater: Method {
    let gates = gates
    return Method("failingLater") { call, _ in
      let gate = Self.gate(call)
      return .later(.reads) { () async throws(ErrorObject) in
        _ = await gates.pass(gate)
        throw ErrorObject(ErrorCode(rawValue: 1503), kind: "unreachable", "It fails late.")
      }
    }
  }

  /// Tells its progress, if the params have a token for it, before and after the gate.
  private var progress: Method {
    let gates = gates
    return Method("progress") { call, _ in
      let gate = Self.gate(call)
      let token = call.params?["token"].map { Array($0.rawText) }
      let session = call.session
      @Sendable func tell(_ value: Int) {
        guard let token else { return }
        session.notify("$/progress") { params in
          params.beginObject()
          params.name("token")
          params.raw(token)
          params.member("value", value)
          params.endObject()
        }
      }
      return .later(.reads) { () async throws(ErrorObject) in
        tell(1)
        guard await gates.pass(gate) else { throw .cancelled }
        tell(2)
        return Array("{}".utf8)
      }
    }
  }

  /// May be sent without an id.
  private var note: Method {
    let notes = notes
    return Method("note", allowsNotification: true) { _, result in
      notes.increment()
      result.beginObject()
      result.endObject()
      return .answered
    }
  }

  /// May be sent without an id, and then fails all the same.
  private var noteLater: Method {
    let notes = notes
    return Method("noteFailing", allowsNotification: true) { _, result throws(ErrorObject) in
      notes.increment()
      result.beginObject()
      throw ErrorObject(ErrorCode(rawValue: 1000), kind: "flowServiceError", "It fails.")
    }
  }

  private static func gate(_ call: Call) -> String { call.params?["gate"]?.string ?? "" }
}

extension ErrorObject {
  /// A cancel that knows what it has ended.
  fileprivate static func watchCancelled(_ gate: String) -> ErrorObject {
    ErrorObject(.requestCancelled, kind: "requestCancelled", "It was cancelled.") { $0.member("id", gate) }
  }
}
