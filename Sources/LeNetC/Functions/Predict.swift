public import CLeNet
import LeNetEngine
import LeNetEvaluation
import LeNetModel
import LeNetText

/// `lenet_evaluate`: lenet.h has its description.
@c @implementation
public func lenet_evaluate(
  _ model: lenet_model, _ data: lenet_data, _ split: Int32, _ threads: Int32,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> lenet_status {
  call {
    let result = try given(json, "json")
    let file = try HandleTable.object(model, as: ModelObject.self).file
    let dataset = try HandleTable.object(data, as: DataObject.self).split(split)
    let evaluation = try Evaluator(model: file, threads: threadCount(threads)).evaluate(dataset)
    try result.give(evaluation.report.text)
  }
}

extension Evaluation {
  fileprivate var report: JSON {
    .object([
      "loss": JSON(loss), "accuracy": JSON(accuracy), "errors": .integer(errors),
      "total": .integer(total), "seconds": JSON(seconds),
      "examplesPerSecond": JSON(examplesPerSecond),
      "classes": .array(classes.map(JSON.string)),
      "confusion": .array(confusion.map { .array($0.map(JSON.integer)) }),
      "predictions": .array(predictions.map(JSON.integer)),
    ])
  }
}

/// `lenet_predict`: lenet.h has its description.
@c @implementation
public func lenet_predict(
  _ model: lenet_model, _ images: UnsafePointer<lenet_images>?, _ threads: Int32,
  _ labels: UnsafeMutablePointer<Int32>?, _ labelCount: Int,
  _ probabilities: UnsafeMutablePointer<Float>?, _ probabilityCount: Int
) -> lenet_status {
  call {
    let object = try HandleTable.object(model, as: ModelObject.self)
    let images = try ForeignImages(given(images, "images").pointee, "images")
    let classes = object.file.classes.count
    guard labels != nil || probabilities != nil else {
      throw CallFailure(
        LENET_ERROR_NULL, "labels and probabilities are NULL; expected room for one of them")
    }
    try checkBuffer(labels, labelCount, images.count, "labels", "label_count")
    try checkBuffer(
      probabilities, probabilityCount, images.count * classes, "probabilities",
      "probability_count")
    let use = ModelObject.EngineUse(shape: images.shape, threads: try threadCount(threads))
    try object.withEngine(for: use) { engine in
      for start in stride(from: 0, to: images.count, by: ImageRange.longest) {
        let part = ImageRange(
          images: images, start: start, count: min(ImageRange.longest, images.count - start))
        let answers = engine.evaluate(part)
        guard answers.logits.allSatisfy(\.isFinite) else {
          throw EvaluationError.notFinite(data: "the images")
        }
        if let labels {
          for (place, label) in answers.predictions.enumerated() {
            labels[start + place] = Int32(label)
          }
        }
        if let probabilities {
          (probabilities + start * classes).update(
            from: answers.scores, count: answers.scores.count)
        }
      }
    }
  }
}

/// Some of the caller's images in a row, so that many need little memory.
private struct ImageRange: BatchSource {
  /// The most images to answer at a time.
  static let longest = 16_384

  let images: ForeignImages
  let start: Int
  let count: Int

  var shape: Shape { images.shape }
  func label(_ position: Int) -> Int { 0 }
  func identity(_ position: Int) -> Int { start + position }
  func writePixels(of position: Int, into pixels: inout MutableSpan<UInt8>) {
    images.writePixels(of: start + position, into: &pixels)
  }
}
