import KernelTypes
import LeNetData
package import LeNetEngine
import LeNetKernels
package import LeNetModel
import LeNetTraining

/// Measures this machine and what networks reach on it, with MNIST's images in memory.
package struct Benchmark {
  /// Threads at work.
  package var threads: Int
  /// The instruction set.
  package var instructions: InstructionSet
  /// How often a figure is measured; the median counts.
  package var windows: Int
  /// How long each time.
  package var seconds: Double

  private let data: Dataset

  /// A benchmark; throws where the data set in the program is damaged.
  package init(
    threads: Int, instructions: InstructionSet, windows: Int, seconds: Double
  ) throws {
    self.threads = threads
    self.instructions = instructions
    self.windows = windows
    self.seconds = seconds
    data = try Dataset.mnist(.test)
  }

  /// The fused multiply-adds a second that the processor reaches in registers alone.
  package func peak(threads: Int) -> Figure {
    let kernels = Float.kernels(for: instructions)
    let pool = WorkerPool(count: threads)
    let rounds = 100_000
    let rate = rates {
      pool.run(pieces: threads) { _, _ in
        Figure.keep(kernels.peak(rounds: rounds, start: 0.5))
      }
      return threads * kernels.multiplyAdds(inPeakRounds: rounds)
    }
    return figure(.peak, threads: threads, multiplyAdds: 1, rate: rate)
  }

  /// Training steps: affine and elastic distortion where asked for, packing, forward, cross-entropy,
  /// backward, AdamW.
  package func training(
    _ layout: NetworkLayout, batchSize: Int, distorts: Bool = false
  ) throws -> Figure {
    let engine = try engine(layout, batchSize: batchSize, threads: threads, momentCount: 2)
    let order = (0..<Int32(data.count)).map(\.self)
    var step = 0
    let rate = rates {
      let first = step * batchSize % (data.count - batchSize + 1)
      let batch = DatasetBatch(
        data, order: order, range: first..<first + batchSize,
        distortion: distorts ? .digits : nil, elastic: distorts ? .digits : nil, seed: 1,
        epoch: UInt32(step * batchSize / data.count))
      step += 1
      let result = engine.computeGradient(of: batch, dropout: DropoutKey(seed: 1, epoch: 1))
      engine.update(
        .adam(
          learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01,
          decoupled: true, step: step))
      return result.count
    }
    return figure(
      .training, layout, batchSize: batchSize, threads: threads,
      multiplyAdds: WorkCount(layout).training, rate: rate)
  }

  /// Answers to images: packing, forward, softmax; `batchSize` at a time.
  package func inference(_ layout: NetworkLayout, batchSize: Int) throws -> Figure {
    let engine = try engine(layout, batchSize: 1, threads: threads, momentCount: 0)
    let order = (0..<Int32(data.count)).map(\.self)
    var next = 0
    let rate = rates {
      let first = next % (data.count - batchSize + 1)
      next += batchSize
      return engine.evaluate(
        DatasetBatch(data, order: order, range: first..<first + batchSize)
      ).count
    }
    return figure(
      .inference, layout, batchSize: batchSize, threads: threads,
      multiplyAdds: WorkCount(layout).forward, rate: rate)
  }

  /// The time for the answer to one image, on one thread.
  package func latency(_ layout: NetworkLayout) throws -> Figure {
    let engine = try engine(layout, batchSize: 1, threads: 1, momentCount: 0)
    let order = (0..<Int32(data.count)).map(\.self)
    var times: [Double] = []
    let clock = SuspendingClock()
    let end = clock.now.advanced(by: .seconds(seconds * Double(windows)))
    while clock.now < end {
      let position = times.count % data.count
      let batch = DatasetBatch(data, order: order, range: position..<position + 1)
      let start = clock.now
      let answer = engine.answer(to: batch)
      times.append(Double(start.duration(to: clock.now).components.attoseconds) * 1e-18)
      Figure.keep(answer.scores[0])
    }
    return figure(
      .latency, layout, batchSize: 1, threads: 1, multiplyAdds: WorkCount(layout).forward,
      rate: Rate(times.map { 1 / $0 }))
  }

  /// What every stage costs within a pass forward and back, on one thread, for one block of images.
  package func stages(_ layout: NetworkLayout) throws -> [Figure] {
    let engine = try engine(layout, batchSize: 16, threads: 1, momentCount: 0)
    let images = Float.kernels(for: instructions).lanes
    let batch = DatasetBatch(data, range: 0..<images)
    let work = WorkCount(layout)
    return engine.stageTimes(of: batch, rounds: 200 * windows).flatMap { time in
      [(false, time.forward), (true, time.backward)].compactMap { isBackward, nanoseconds in
        guard nanoseconds > 0 else { return nil }
        var figure = figure(
          .stages, layout, batchSize: images, threads: 1,
          multiplyAdds: work.stages[time.name].map { isBackward ? $0.backward : $0.forward } ?? 0,
          rate: Rate([Double(images) * 1e9 / nanoseconds]))
        figure.stage = time.name
        figure.isBackward = isBackward
        return figure
      }
    }
  }

  private func engine(
    _ layout: NetworkLayout, batchSize: Int, threads: Int, momentCount: Int
  ) throws -> Engine<Float> {
    let input = layout.input
    let fits = input.rows >= data.shape.rows && input.columns >= data.shape.columns
    let engine = try Engine<Float>(
      layout: layout,
      preparation: Preparation(
        rows: input.rows, columns: input.columns, fit: fits ? .pad : .resize, mean: [0.1307],
        deviation: [0.3081]),
      imageShape: data.shape, loss: .crossEntropy, batchSize: batchSize, threads: threads,
      instructions: instructions, momentCount: momentCount)
    engine.parameters = Initialization.pytorch.parameters(for: layout, seed: 1).values
    return engine
  }

  /// Repeats work that says how much it did, each window for its time, after one to warm up.
  private func rates(_ work: () -> Int) -> Rate {
    func window(_ seconds: Double) -> Double {
      let clock = SuspendingClock()
      let start = clock.now
      var count = 0
      var elapsed = 0.0
      repeat {
        count += work()
        let duration = start.duration(to: clock.now).components
        elapsed = Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
      } while elapsed < seconds
      return Double(count) / elapsed
    }
    _ = window(seconds / 4)
    return Rate((0..<windows).map { _ in window(seconds) })
  }

  private func figure(
    _ measure: Figure.Measure, _ layout: NetworkLayout? = nil, batchSize: Int? = nil,
    threads: Int, multiplyAdds: Int, rate: Rate
  ) -> Figure {
    Figure(
      measure: measure, architecture: layout?.architecture.name, batchSize: batchSize,
      threads: threads, instructions: instructions, multiplyAdds: multiplyAdds, rate: rate)
  }
}
