package import LeNetModel

/// What a file of another program says of a network.
package enum FileContent: Hashable, Sendable {
  /// Weights alone: what happens between them is not said.
  case weights(WeightBag)
  /// The network, step by step.
  case steps(StepList)
}

/// Named tensors, and the habits of the program that wrote them.
package struct WeightBag: Hashable, Sendable {
  /// The program whose order of sizes the tensors have.
  package enum Habit: Hashable, Sendable {
    /// Kernels `[output, input, row, column]`, connections `[output, input]`, maps before places.
    case pytorch
    /// As PyTorch, but connections `[input, output]`.
    case paddle
    /// Kernels `[row, column, input, output]`, connections `[input, output]`, places before maps.
    case keras
    /// Any of them.
    case any
  }

  package var tensors: [StoredTensor]
  package var habit: Habit
  /// What the file tells of activations and pooling, where it tells anything.
  package var hints = StructureHints()

  package init(tensors: [StoredTensor], habit: Habit) {
    self.tensors = tensors
    self.habit = habit
  }
}

/// What a file tells of a network's structure without saying where.
package struct StructureHints: Hashable, Sendable {
  /// The activations between layers; nil if nothing is said.
  package var activation: Activation?
  /// Whether pooling takes the largest value; nil if nothing is said.
  package var isMaxPooling: Bool?
  /// Where the hints come from, for notes.
  package var source = ""

  package init() {}
}

/// A network step by step, as a file describes it.
package struct StepList: Hashable, Sendable {
  /// The input; rows and columns 0 where the file does not say them.
  package var input: Shape
  package var steps: [Step]
  /// What was left out, for notes.
  package var notes: [String]

  package init(input: Shape, steps: [Step], notes: [String] = []) {
    self.input = input
    self.steps = steps
    self.notes = notes
  }
}
