public import CLeNet
import LeNetData
import LeNetDrawing
import LeNetEngine
import LeNetFiles
import LeNetGraphics
import LeNetKernels
import LeNetModel
import LeNetText
import LeNetTraining

/// `lenet_train`: lenet.h has its description.
@c @implementation
public func lenet_train(
  _ recipe: UnsafePointer<CChar>?, _ data: lenet_data, _ options: UnsafePointer<CChar>?,
  _ start: lenet_model, _ callback: lenet_training_callback?, _ context: UnsafeMutableRawPointer?,
  _ stop: UnsafePointer<Int32>?, _ model: UnsafeMutablePointer<lenet_model>?,
  _ result: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> lenet_status {
  call {
    let room = try given(model, "model")
    let splits = try HandleTable.object(data, as: DataObject.self).splits
    var settings = try TrainingSettings(options)
    if start != 0 {
      settings.options.initialWeights = try HandleTable.object(start, as: ModelObject.self).file
    }
    let images = try settings.heldBack.map { try splits.holdingBack($0) } ?? splits
    let description = try RecipeDescription(
      recipe.map { pointer throws(CallFailure) in
        try text(pointer, "recipe")
      })
    let run = try TrainingRun(
      recipe: description.recipe(for: images.training), data: images, options: settings.options)
    let listener = EventListener(callback, context, stop)
    let outcome = try run.run(
      shouldStop: { listener.shouldStop }, onEvent: { listener.tell($0) })
    switch outcome {
    case .finished(let trained):
      try result?.give(listener.done?.text ?? "{}")
      room.pointee = HandleTable.add(ModelObject(trained.model))
    case .interrupted(let epoch, let step):
      try result?.give(
        JSON.object([
          "stopped": .object(["epoch": .integer(epoch), "step": .integer(step)])
        ]).text)
      throw CallFailure(
        LENET_STOPPED, "the training was stopped in epoch \(epoch), after \(step) of its steps")
    }
  }
}

/// `lenet_run_curves`: lenet.h has its description.
@c @implementation
public func lenet_run_curves(
  _ folder: UnsafePointer<CChar>?, _ svg: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> lenet_status {
  call {
    let result = try given(svg, "svg")
    let folder = try path(folder, "folder")
    let run = try RecordedRun(reading: folder)
    try result.give(Drawing.curves(of: [run], title: splitPath(folder).name).svg)
  }
}

/// Passes the events of a training to the caller's function.
private final class EventListener {
  private let callback: lenet_training_callback?
  private let context: UnsafeMutableRawPointer?
  private let stop: UnsafePointer<Int32>?
  private var hasAskedToStop = false
  /// The figures of the finished run.
  private(set) var done: JSON?

  init(
    _ callback: lenet_training_callback?, _ context: UnsafeMutableRawPointer?,
    _ stop: UnsafePointer<Int32>?
  ) {
    (self.callback, self.context, self.stop) = (callback, context, stop)
  }

  var shouldStop: Bool {
    if hasAskedToStop { return true }
    guard let stop else { return false }
    return clenet_load(stop) != 0
  }

  func tell(_ event: TrainingEvent) {
    if case .done = event { done = event.object }
    guard let callback else { return }
    let text: String?
    if case .progress(let progress) = event { text = progress.json.text } else { text = event.json }
    if let text, text.withCString({ callback(context, $0) }) != 0 { hasAskedToStop = true }
  }
}

extension TrainingProgress {
  fileprivate var json: JSON {
    .object([
      "event": .string("progress"), "epoch": .integer(epoch), "epochs": .integer(epochs),
      "step": .integer(step), "stepsPerEpoch": .integer(stepsPerEpoch), "loss": JSON(loss),
      "accuracy": JSON(accuracy), "learningRate": JSON(learningRate),
      "examplesPerSecond": JSON(examplesPerSecond), "secondsLeft": JSON(secondsLeft),
      "fraction": JSON(fraction),
    ])
  }
}
