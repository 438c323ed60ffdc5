package import LeNetText
import LeNetModel

/// The events that a run writes for TensorBoard, as messages of TensorFlow's `event.proto`,
/// `summary.proto` and `tensor.proto` and of TensorBoard's `plugin_data.proto`.
///
/// It writes only the fields that these events need; a reader treats the others as empty.
package enum TensorBoardEvent {
  /// The first record of every file.
  package static func version(wallTime: Double) -> [UInt8] {
    event(wallTime, step: 0) { $0.add(3, text: "brain.Event:2") }
  }

  /// The training, as a text and as values for the tab of hyperparameters.
  package static func start(
    _ values: [(name: String, value: JSON)], wallTime: Double
  ) -> [UInt8] {
    let rows = values.map { "| \($0.name) | \($0.value.string ?? $0.value.text) |" }
    let table = (["| value | |", "| --- | --- |"] + rows).joined(separator: "\n")
    return summary(wallTime, step: 0) {
      $0.add(1, message: text(table, tag: "recipe/text_summary"))
      $0.add(1, message: startInfo(values, wallTime: wallTime))
    }
  }

  /// The figures of a line of `metrics.jsonl` at an optimizer's step; training, validation and test
  /// share the first word of their names, so that TensorBoard groups them.
  package static func figures(
    of line: MetricsLine?, step: Int, wallTime: Double, histograms: [WeightHistogram] = []
  ) -> [UInt8] {
    summary(wallTime, step: step) {
      for (figure, tag) in tags {
        guard let value = line?[keyPath: figure] else { continue }
        $0.add(1, message: scalar(value, tag: tag))
      }
      for histogram in histograms {
        $0.add(
          1,
          message: ProtobufMessage {
            $0.add(1, text: histogram.name)
            $0.add(5, message: histogram.message)
          })
      }
    }
  }

  /// The kept epoch on the test set, and that the run is complete.
  package static func end(
    loss: Double, accuracy: Double, step: Int, wallTime: Double
  ) -> [UInt8] {
    summary(wallTime, step: step) {
      $0.add(1, message: scalar(loss, tag: "kept/test_loss"))
      $0.add(1, message: scalar(accuracy, tag: "kept/test_accuracy"))
      let info = ProtobufMessage {
        $0.add(1, integer: 1)  // STATUS_SUCCESS
        $0.add(2, double: wallTime)
      }
      $0.add(1, message: hyperparameters(tag: "_hparams_/session_end_info", field: 4, info))
    }
  }

  /// Figures of `metrics.jsonl` and the names that their curves have.
  package static let tags: [(figure: any KeyPath<MetricsLine, Double?> & Sendable, tag: String)] = [
    (\.trainLoss, "loss/train"), (\.trainAccuracy, "accuracy/train"),
    (\.validationLoss, "loss/validation"), (\.validationAccuracy, "accuracy/validation"),
    (\.testLoss, "loss/test"), (\.testAccuracy, "accuracy/test"),
    (\.learningRate, "learning_rate"), (\.examplesPerSecond, "examples_per_second"),
  ]

  // MARK: - Messages

  private static func event(
    _ wallTime: Double, step: Int, _ fill: (inout ProtobufMessage) -> Void
  ) -> [UInt8] {
    ProtobufMessage {
      $0.add(1, double: wallTime)
      if step != 0 { $0.add(2, integer: Int64(step)) }
      fill(&$0)
    }.bytes
  }

  private static func summary(
    _ wallTime: Double, step: Int, _ fill: (inout ProtobufMessage) -> Void
  ) -> [UInt8] {
    let summary = ProtobufMessage(fill)
    return event(wallTime, step: step) { $0.add(5, message: summary) }
  }

  private static func scalar(_ value: Double, tag: String) -> ProtobufMessage {
    ProtobufMessage {
      $0.add(1, text: tag)
      $0.add(2, float: Float(value))
    }
  }

  private static func text(_ text: String, tag: String) -> ProtobufMessage {
    let tensor = ProtobufMessage {
      $0.add(1, integer: 7)  // DT_STRING
      $0.add(2, message: ProtobufMessage())  // one text, no list of them
      $0.add(8, text: text)
    }
    return ProtobufMessage {
      $0.add(1, text: tag)
      $0.add(8, message: tensor)
      $0.add(9, message: plugin("text", content: []))
    }
  }

  private static func startInfo(
    _ values: [(name: String, value: JSON)], wallTime: Double
  ) -> ProtobufMessage {
    let info = ProtobufMessage {
      for (name, value) in values {
        let entry = ProtobufMessage {
          $0.add(1, text: name)
          $0.add(2, message: structValue(value))
        }
        $0.add(1, message: entry)
      }
      $0.add(5, double: wallTime)
    }
    return hyperparameters(tag: "_hparams_/session_start_info", field: 3, info)
  }

  private static func hyperparameters(
    tag: String, field: Int, _ info: ProtobufMessage
  ) -> ProtobufMessage {
    let content = ProtobufMessage { $0.add(field, message: info) }
    // The second version of summaries accepts only values with a tensor.
    let null = ProtobufMessage {
      $0.add(1, integer: 1)  // DT_FLOAT
      $0.add(2, message: ProtobufMessage())
      $0.add(5, float: 0)
    }
    return ProtobufMessage {
      $0.add(1, text: tag)
      $0.add(8, message: null)
      $0.add(9, message: plugin("hparams", content: content.bytes))
    }
  }

  private static func plugin(_ name: String, content: [UInt8]) -> ProtobufMessage {
    let data = ProtobufMessage {
      $0.add(1, text: name)
      if !content.isEmpty { $0.add(2, bytes: content) }
    }
    return ProtobufMessage {
      $0.add(1, message: data)
      $0.add(4, integer: 2)  // DATA_CLASS_TENSOR
    }
  }

  /// A `google.protobuf.Value`.
  private static func structValue(_ value: JSON) -> ProtobufMessage {
    ProtobufMessage {
      switch value {
      case .bool(let flag): $0.add(4, integer: flag ? 1 : 0)
      case .string(let text): $0.add(3, text: text)
      case .integer, .unsigned, .number: $0.add(2, double: value.double ?? 0)
      case .null, .array, .object: $0.add(3, text: value.text)
      }
    }
  }
}
