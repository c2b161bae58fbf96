extension FlowServiceCaller {
  /// All connections that have exactly that name and connection spec.
  func connections(
    named name: String, specID: String, sandbox: SandboxSelection, deadline: Duration?
  ) async throws(FlowServiceError) -> [Connection] {
    var filters = ["connectionSpec.id==\(specID)"]
    // How a quotation mark in a quoted value is written is not documented: such a name is compared here only.
    if !name.mentions("\""), !name.mentions("\\") { filters.insert("name==\"\(name)\"", at: 0) }
    var found: [Connection] = []
    var next: String?
    // 100 pages of 100: what cannot be looked through must not pass for not being there.
    for _ in 0..<100 {
      let page = try await connections(filters: filters, limit: 100, next: next, sandbox: sandbox, deadline: deadline)
      found += page.connections.filter { $0.isNamed(name, specID: specID) }
      next = page.next
      if next == nil { return found }
    }
    throw FlowServiceError(.flowServiceError, "There are too many connections to look through.")
  }
}

extension Connection {
  func isNamed(_ name: String, specID: String) -> Bool {
    // A UUID is the same in both letter cases.
    self.name == name && connectionSpecID?.lowercased() == specID.lowercased()
  }
}
