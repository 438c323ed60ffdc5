/// An activation function whose slope follows from its output.
public enum ElementwiseActivation: Sendable, CaseIterable {
  case relu
  /// 1 / (1 + e^-x).
  case sigmoid
  case tanh
  /// 1.7159 tanh(2x/3), the paper's appendix A.
  case scaledTanh
}
