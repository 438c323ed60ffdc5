extension Chart {
  /// The upper end of an axis for curves that fall over epochs.
  ///
  /// Of at most three epochs all points fit. Of more, all from the end of the first epoch on fit, and earlier ones if
  /// they are close. A training figure at the end of the first epoch counts as earlier, because it is a mean over the
  /// whole epoch.
  package static func top(of curves: [(points: [Point], isTraining: Bool)]) -> Double {
    let settled =
      curves.flatMap { points, isTraining in
        let later = points.filter { isTraining ? $0.x > 1 : $0.x >= 1 }
        return later.count >= 3 ? later : points
      }.map(\.y).max() ?? 1
    let highest = curves.flatMap(\.points).map(\.y).max() ?? settled
    let isShort = (curves.flatMap(\.points).map(\.x).max() ?? 0) <= 3
    return max(1e-6, isShort || highest <= 2.5 * settled ? highest * 1.05 : settled * 1.3)
  }
}
