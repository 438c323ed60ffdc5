/// What an exported model answers to images, compared with the model itself.
package struct ExportCheck: Hashable, Sendable {
  /// The images that both answered.
  package let images: Int
  /// Images whose class with the greatest score is another one.
  package let labelsChanged: Int
  /// The greatest difference of two scores.
  package let greatestDifference: Double
  /// The greatest score of the model less its least one, over all images.
  package let range: Double
  /// Images that the model and the export read wrong; nil if the labels are not the model's classes.
  package let errors: Errors?

  /// The errors of the model and of the export.
  package struct Errors: Hashable, Sendable {
    /// Images that the model reads wrong.
    package let model: Int
    /// Images that the export reads wrong.
    package let export: Int
  }

  /// The greatest difference as a share of the range; 0 if all scores are the same.
  package var relativeDifference: Double { range > 0 ? greatestDifference / range : 0 }

  /// Compares scores, `[image][class]`; traps unless there are as many of both.
  init(model: [Float], export: [Double], classes: Int, labels: [UInt8]?) {
    precondition(model.count == export.count && model.count.isMultiple(of: classes))
    images = model.count / classes
    var (changed, difference) = (0, 0.0)
    var (least, greatest) = (Double.infinity, -Double.infinity)
    var (ownErrors, exportErrors) = (0, 0)
    for image in 0..<images {
      let places = image * classes..<(image + 1) * classes
      for place in places {
        difference = max(difference, abs(Double(model[place]) - export[place]))
        least = min(least, Double(model[place]))
        greatest = max(greatest, Double(model[place]))
      }
      let own = Self.winner(model[places])
      let exported = Self.winner(export[places])
      if own != exported { changed += 1 }
      guard let labels else { continue }
      if own != Int(labels[image]) { ownErrors += 1 }
      if exported != Int(labels[image]) { exportErrors += 1 }
    }
    labelsChanged = changed
    greatestDifference = difference
    range = max(greatest - least, 0)
    errors = labels == nil ? nil : Errors(model: ownErrors, export: exportErrors)
  }

  /// The class with the greatest score, the first among equals.
  private static func winner(_ scores: ArraySlice<some Comparable>) -> Int {
    var best = scores.startIndex
    for place in scores.indices where scores[place] > scores[best] { best = place }
    return best - scores.startIndex
  }
}
