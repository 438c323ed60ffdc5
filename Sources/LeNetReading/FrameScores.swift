import LeNetElementary

/// The answers of a network that slid over a row: the probabilities of the classes in every frame.
///
/// A frame is one window's answer. The last class is what lies between two digits.
package struct FrameScores: Sendable {
  /// `[frame][class]`; they add up to 1 in each frame.
  package let probabilities: [Double]
  package let frames: Int
  package let classes: Int

  /// From outputs before softmax, `[class][frame]`.
  package init(outputs: some Collection<Float>, classes: Int) {
    let outputs = Array(outputs)
    let frames = outputs.count / classes
    var probabilities = [Double](repeating: 0, count: outputs.count)
    for frame in 0..<frames {
      var greatest = -Float.infinity
      for c in 0..<classes { greatest = max(greatest, outputs[c * frames + frame]) }
      var sum = 0.0
      for c in 0..<classes {
        let power = Elementary.exp(Double(outputs[c * frames + frame] - greatest))
        probabilities[frame * classes + c] = power
        sum += power
      }
      for c in 0..<classes { probabilities[frame * classes + c] /= sum }
    }
    self.probabilities = probabilities
    self.frames = frames
    self.classes = classes
  }

  package subscript(frame: Int, class: Int) -> Double { probabilities[frame * classes + `class`] }

  /// The class between two digits.
  package var between: Int { classes - 1 }
}

extension FrameScores {
  /// A digit of the likeliest path.
  package struct Spike: Hashable, Sendable {
    package let digit: Int
    /// The frames that name it.
    package let frames: Range<Int>
  }

  /// The digits of the likeliest path: the greatest class of each frame, repeats merged.
  package var spikes: [Spike] {
    var (spikes, last): ([Spike], Int) = ([], between)
    for frame in 0..<frames {
      var best = 0
      for c in 1..<classes where self[frame, c] > self[frame, best] { best = c }
      if best == last, best != between, let spike = spikes.popLast() {
        spikes.append(Spike(digit: best, frames: spike.frames.lowerBound..<frame + 1))
      } else if best != between {
        spikes.append(Spike(digit: best, frames: frame..<frame + 1))
      }
      last = best
    }
    return spikes
  }

  /// The digits of the likeliest path.
  package var likeliest: [Int] { spikes.map(\.digit) }
}
