/// The function between a unit's sum and its output: the paper's squashing function.
///
/// Except for `softmax` each has a derivative that follows from its output alone.
public enum Activation: String, Codable, Sendable, CaseIterable {
  /// f(a) = a.
  case identity
  /// f(a) = max(a, 0).
  case relu
  /// f(a) = 1 / (1 + e^-a).
  case sigmoid
  /// f(a) = tanh(a).
  case tanh
  /// f(a) = 1.7159 tanh(2a/3), so f(1) = 1 and f(-1) = -1: the paper's appendix A.
  case scaledTanh
  /// f(a)_i = e^a_i / sum_j e^a_j, allowed in the last layer only.
  case softmax
}
