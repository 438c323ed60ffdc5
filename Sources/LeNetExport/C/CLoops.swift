/// Loops of C around lines, as far as they run more than once.
enum CLoops {
  /// A loop of a variable from 0 on.
  struct Loop {
    let variable: String
    let count: Int

    /// A loop.
    init(_ variable: String, _ count: Int) {
      self.variable = variable
      self.count = count
    }
  }

  /// The lines inside the loops, the first one outermost.
  static func around(_ lines: [String], _ loops: [Loop]) -> [String] {
    guard let loop = loops.first else { return lines }
    let variable = loop.variable
    return ["for (\(variable) = 0; \(variable) < \(loop.count); \(variable)++) {"]
      + CText.indented(around(lines, Array(loops.dropFirst()))) + ["}"]
  }
}
