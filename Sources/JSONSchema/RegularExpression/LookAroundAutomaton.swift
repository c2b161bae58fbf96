extension RegularExpression {
  /// Matches a pattern with look-around in linear time.
  ///
  /// Without back-references it does not matter *how* a look-around matches, only where it does. So each gets an
  /// automaton of its own, run over the whole text once: look-behind forward, noting where matches end; look-ahead
  /// backward, noting where they start. The pattern itself then looks its answers up. Inner ones are run first.
  final class LookAroundAutomaton: Sendable {
    private struct Part {
      var nfa: NFA
      var isAhead: Bool
      var isNegated: Bool
    }

    private let parts: [Part]
    private let whole: NFA

    init(_ tree: Node, sets: [CodePointSet], looks: [Look]) throws(SyntaxError) {
      var parts: [Part] = []
      var nodesLeft = Limits.automatonNodes
      for look in looks {
        var compiler = NFACompiler(sets: sets, isBackward: look.isAhead, nodeLimit: nodesLeft)
        let nfa = try compiler.compile(look.body)
        nodesLeft -= nfa.nodes.count
        parts.append(Part(nfa: nfa, isAhead: look.isAhead, isNegated: look.isNegated))
      }
      self.parts = parts
      var compiler = NFACompiler(sets: sets, nodeLimit: nodesLeft)
      whole = try compiler.compile(tree)
    }

    func search(_ text: UnsafeBufferPointer<UInt8>) -> Outcome {
      var answers: [PositionSet] = []
      var stepsLeft = Simulation.budget(text)
      for part in parts {
        var simulation = Simulation(part.nfa, text: text, looks: answers, stepsLeft: stepsLeft)
        guard var result = part.isAhead ? simulation.starts() : simulation.ends() else { return .tooCostly }
        if part.isNegated { result.positions.invert() }
        answers.append(result.positions)
        stepsLeft = result.stepsLeft
      }
      var simulation = Simulation(whole, text: text, looks: answers, stepsLeft: stepsLeft)
      return simulation.search()
    }
  }
}
