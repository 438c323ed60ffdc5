import LeNetElementary

extension Schedule {
  /// The learning rate of one step, from the number of steps done before it.
  ///
  /// With t = `step`, T = `totalSteps`, b = `base`:
  /// - step: b gamma^floor(epoch / size), epoch = floor(t / `stepsPerEpoch`)
  /// - cosine: final + (b - final) (1 + cos(pi t / T)) / 2
  /// - one cycle: the phases end at t = warmupFraction T - 1 and t = T - 1; a phase from rate s to rate e
  ///   with share p of it done gives e + (s - e) (1 + cos(pi p)) / 2
  /// - inverse decay: b (1 + gamma t)^(-power)
  /// - piecewise: b times the factor of the epoch's piece
  ///
  /// Steps before the first count as the first, and where the rate depends on T, steps after the last as the end:
  /// a cosine never climbs again. Traps if a div factor of one cycle is not above 0, which `Recipe.validate()` refuses.
  ///
  /// No part of it calls libm, so every processor gets the same bits.
  public func rate(base: Double, step: Int, totalSteps: Int, stepsPerEpoch: Int) -> Double {
    let step = max(0, step)
    switch self {
    case .constant:
      return base
    case .step(let size, let gamma):
      return base * Elementary.power(gamma, step / max(1, stepsPerEpoch) / max(1, size))
    case .cosine(let final):
      return Self.anneal(from: base, to: final, share: Double(step) / Double(max(1, totalSteps)))
    case .oneCycle(let warmupFraction, let divFactor, let finalDivFactor):
      precondition(
        divFactor > 0 && finalDivFactor > 0,
        "div factors \(divFactor) and \(finalDivFactor); expected numbers above 0")
      let start = base / divFactor
      let top = warmupFraction * Double(totalSteps) - 1
      let end = Double(totalSteps) - 1
      let time = Double(step)
      guard time > top else {
        // PyTorch divides by zero if the warm-up is a single step; here that step is its end.
        return Self.anneal(from: start, to: base, share: top > 0 ? time / top : 1)
      }
      let share = end > top ? (time - top) / (end - top) : 1
      return Self.anneal(from: base, to: start / finalDivFactor, share: share)
    case .inverseDecay(let gamma, let power):
      return base * Elementary.power(1 + gamma * Double(step), -power)
    case .piecewise(let pieces):
      var epoch = step / max(1, stepsPerEpoch)
      for piece in pieces.dropLast() {
        guard epoch >= piece.epochs else { return base * piece.factor }
        epoch -= piece.epochs
      }
      return base * (pieces.last?.factor ?? 1)
    }
  }

  /// Half a cosine from one rate to another; all of it at a share of 1 and more.
  private static func anneal(from start: Double, to end: Double, share: Double) -> Double {
    let share = min(share, 1)
    return end + (start - end) / 2 * (1 + Elementary.cos(Double.pi * share))
  }
}
