import LeNetModel

/// A range of the trainable parameters that one processor moves at once.
struct UpdatePiece {
  let range: Range<Int>
  /// Whether every slice has its own gradient of it.
  let isSliced: Bool
  /// The multiple of the learning rate; 0 for what is not trained.
  let factor: Double
}

extension CPUEngine {
  /// Cuts the trainable parameters into pieces.
  ///
  /// Each piece has either sliced or whole-batch gradients, and one multiple of the learning rate;
  /// `factors` has the multiple of each tensor.
  ///
  /// A piece fits the first-level cache. For one image it has 65,536 numbers: fetching parameters
  /// that another processor moved costs more than moving that many.
  static func updatePieces(
    _ layout: NetworkLayout, _ plan: Plan<Scalar>, factors: [Double]
  ) -> [UpdatePiece] {
    let length = plan.lanes == 1 ? 1 << 16 : 2048
    let runs = factorRuns(layout, factors)
    var pieces: [UpdatePiece] = []
    func cut(_ range: Range<Int>, isSliced: Bool) {
      for start in stride(from: range.lowerBound, to: range.upperBound, by: length) {
        let piece = start..<min(start + length, range.upperBound)
        for run in runs where run.range.overlaps(piece) {
          pieces.append(
            UpdatePiece(
              range: run.range.clamped(to: piece), isSliced: isSliced, factor: run.factor))
        }
      }
    }
    var end = 0
    for whole in plan.wholeBatchParameters.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      // Tensors begin at whole registers, and what lies between them is zero.
      let alignment = NetworkLayout.alignment
      let aligned =
        whole.lowerBound..<(whole.upperBound + alignment - 1) / alignment * alignment
      cut(end..<aligned.lowerBound, isSliced: true)
      cut(aligned, isSliced: false)
      end = aligned.upperBound
    }
    cut(end..<layout.trainableExtent, isSliced: true)
    return pieces
  }

  /// Neighbouring tensors that learn alike, from the first trainable element to the last.
  private static func factorRuns(
    _ layout: NetworkLayout, _ factors: [Double]
  ) -> [(range: Range<Int>, factor: Double)] {
    var runs: [(range: Range<Int>, factor: Double)] = []
    for (tensor, factor) in zip(layout.parameters, factors) where tensor.trainable {
      if let last = runs.last, last.factor == factor { continue }
      if let last = runs.popLast() {
        runs.append((last.range.lowerBound..<tensor.offset, last.factor))
      }
      runs.append((tensor.offset..<layout.trainableExtent, factor))
    }
    return runs
  }
}
