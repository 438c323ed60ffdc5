import Foundation
import LeNetGraphics
import LeNetModel
import LeNetDrawing
import Testing

@Suite("Activations as curves")
struct ActivationCurveTests {
  @Test("The slope is what differences give", arguments: Activation.curves + [.identity])
  func slopes(activation: Activation) {
    for sum in stride(from: -5.05, through: 5, by: 0.1) {
      let difference = (activation.value(at: sum + 1e-5) - activation.value(at: sum - 1e-5)) / 2e-5
      #expect(abs(activation.slope(at: sum) - difference) < 1e-8, "\(activation) at \(sum)")
    }
  }

  @Test("Known values")
  func values() {
    #expect(abs(Activation.tanh.value(at: 0.7) - Foundation.tanh(0.7)) < 1e-15)
    #expect(abs(Activation.scaledTanh.value(at: 1) - 1) < 1e-4)
    #expect(abs(Activation.scaledTanh.value(at: -1) + 1) < 1e-4)
    #expect(Activation.sigmoid.value(at: 0) == 0.5 && Activation.sigmoid.slope(at: 0) == 0.25)
    #expect(Activation.relu.value(at: -3) == 0 && Activation.relu.slope(at: 3) == 1)
    for far in [-1e300, -800, 800, 1e300] {
      for activation in Activation.curves {
        #expect(activation.slope(at: far).isFinite, "\(activation) at \(far)")
      }
    }
  }

  @Test("The picture is sound")
  func picture() {
    let check = SVGCheck(Drawing.activations.svg)
    #expect(check.defects.isEmpty, "\(check.defects)")
    for name in ["ReLU", "sigmoid", "tanh", "scaled tanh"] { #expect(check.texts.contains(name)) }
  }
}
