import LeNetModel

/// Where the numbers of the loss lie in a workspace; offsets are numbers from its start.
struct LossPlan: Sendable {
  /// The numbers before softmax.
  let logits: Int
  let logitsGradient: Int
  let probabilities: Int
  /// One number a lane each: labels, the softmax's sums and maxima, squared errors.
  let labels, sums, maxima, squaredErrors: Int
  /// Whether the last layer ends in softmax, so that outputs are probabilities.
  let endsInSoftmax: Bool
  /// Whether the loss compares the distances of the outputs from targets; false where the outputs are
  /// distances themselves.
  let measuresDistances: Bool
  /// For such a loss: the targets by class, the distances and their gradient.
  let targets, distances, distanceGradient: Int

  init(
    _ layout: NetworkLayout, _ loss: Loss, logits: Int, logitsGradient: Int,
    endsInDistances: Bool, lanes: Int, _ planner: inout RangePlanner
  ) {
    let classes = layout.classes
    self.logits = logits
    self.logitsGradient = logitsGradient
    endsInSoftmax = layout.layers.last?.layer.activation == .softmax
    probabilities = planner.take(classes * lanes)
    labels = planner.take(lanes)
    sums = planner.take(lanes)
    maxima = planner.take(lanes)
    squaredErrors = planner.take(lanes)
    measuresDistances = loss.comparesDistances && !endsInDistances
    let compared = measuresDistances ? classes : 0
    targets = planner.take(compared * compared)
    distances = planner.take(compared * lanes)
    distanceGradient = planner.take(compared * lanes)
  }
}
