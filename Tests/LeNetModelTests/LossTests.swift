import Foundation
import LeNetModel
import LeNetText
import Testing

@Suite("Losses")
struct LossTests {
  static let all: [(Loss, String)] = [
    (.crossEntropy, #""crossEntropy""#), (.meanSquaredError, #""meanSquaredError""#),
    (.maximumLikelihood, #""maximumLikelihood""#),
    (.discriminative(j: 0.5), #"{"j":0.5,"name":"discriminative"}"#),
  ]

  @Test("A loss is read as it was written", arguments: all)
  func coding(loss: Loss, text: String) throws {
    #expect(loss.json.text == text)
    #expect(try Loss(json: JSON(reading: Array(text.utf8))) == loss)
    #expect(try JSONDecoder().decode(Loss.self, from: JSONEncoder().encode(loss)) == loss)
  }

  @Test("A name alone has the usual constant")
  func usualConstant() {
    #expect(Loss(json: .string("discriminative")) == .discriminative(j: 1))
    #expect(Loss.names.allSatisfy { Loss(name: $0)?.name == $0 })
  }

  @Test(
    "What is no loss is none",
    arguments: [
      #""hinge""#, "7", "{}", #"{"name":"discriminative"}"#, #"{"j":-1,"name":"discriminative"}"#,
      #"{"j":1e9,"name":"discriminative"}"#, #"{"j":1,"name":"crossEntropy"}"#,
    ])
  func refused(text: String) throws {
    #expect(try Loss(json: JSON(reading: Array(text.utf8))) == nil)
  }
}
