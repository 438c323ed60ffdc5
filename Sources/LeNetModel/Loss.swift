/// What training makes small, as a mean over the examples of a batch.
public enum Loss: String, Codable, CaseIterable, Sendable {
  /// -log p_D with p the softmax of the last stage's sums and D the right class.
  case crossEntropy
  /// The mean over the outputs of (output - target)^2, the target 1 for the right class, else 0.
  case meanSquaredError
}
