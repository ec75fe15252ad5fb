"""The words of the lessons on handwritten digits, in English and Spanish."""

from resources.examples.words import Words

DIGIT_TEXTS: dict[str, dict[str, Words]] = {
    "mnist-10": {
        "en": Words(
            "Digits with ten neurons",
            "784 pixels, ten ReLU neurons, ten probabilities: 7,960 parameters read handwriting.",
            (
                "MNIST: 28 × 28 pixels are the 784 inputs, one block; softmax makes ten "
                "probabilities of the ten outputs. The network has 784·10 + 10 = 7,850 and 10·10 "
                "+ 10 = 110 parameters, 7,960 in all.",
                "48,000 digits train, 12,000 validate, 10,000 wait for the test: “Browse the "
                "images…” shows them all. “Run or pause” makes thirty epochs in batches of 128 "
                "with Adam; then “Metrics” says that 93 of 100 test digits are read right (the "
                "lecture: 0.9329, with a loss of 0.2347).",
                "What is taken for what? Bring “Confusion matrix” to the front, and make it large "
                "with “Enlarge the plot”. A click on a cell shows its digits, and each of them "
                "can be stepped through.",
                "“Weights as pictures…” shows what each of the ten neurons looks for: blue where "
                "ink speaks for it, orange where it speaks against.",
            ),
        ),
        "es": Words(
            "Dígitos con diez neuronas",
            "784 píxeles, diez neuronas ReLU, diez probabilidades: 7 960 parámetros leen a mano.",
            (
                "MNIST: los 28 × 28 píxeles son las 784 entradas, un bloque; softmax convierte "
                "las diez salidas en diez probabilidades. La red tiene 784·10 + 10 = 7 850 y "
                "10·10 + 10 = 110 parámetros, 7 960 en total.",
                "48 000 dígitos entrenan, 12 000 validan y 10 000 esperan para la prueba: "
                "«Recorrer las imágenes…» los muestra todos. «Entrenar o pausar» hace treinta "
                "épocas en lotes de 128 con Adam; después «Métricas» dice que se leen bien 93 de "
                "cada 100 dígitos de prueba (en la clase: 0,9329, con una pérdida de 0,2347).",
                "¿Qué se toma por qué? Traiga al frente «Matriz de confusión» y agrándela con "
                "«Ampliar la gráfica». Un clic en una celda muestra sus dígitos, y cada uno se "
                "puede recorrer paso a paso.",
                "«Pesos como imágenes…» muestra qué busca cada una de las diez neuronas: azul "
                "donde la tinta habla a favor, naranja donde habla en contra.",
            ),
        ),
    },
    "mnist-256": {
        "en": Words(
            "Digits with a wide layer",
            "784-256-10: 203,530 parameters read 98 of 100 digits.",
            (
                "256 hidden neurons instead of ten: 200,960 + 2,570 = 203,530 parameters. Twenty "
                "epochs in batches of 256 reach about 0.980 on the test digits (the lecture: "
                "0.981, with a loss of 0.0732).",
                "Bring “Loss” to the front: the training loss goes on falling when the validation "
                "loss no longer does. The network begins to learn its 48,000 digits by heart, and "
                "still gets better at new ones than the small network was.",
                "Five errors less in a hundred cost twenty-five times the parameters. Is that "
                "worth it? For a letter to your bank perhaps; for a sketch perhaps not.",
                "Would fewer epochs have done? Set the patience to 3 and train from “Start "
                "weights”: the run ends by itself and goes back to its best epoch. Both runs stay "
                "in the table of runs, to be compared.",
            ),
        ),
        "es": Words(
            "Dígitos con una capa ancha",
            "784-256-10: 203 530 parámetros leen 98 de cada 100 dígitos.",
            (
                "256 neuronas ocultas en lugar de diez: 200 960 + 2 570 = 203 530 parámetros. "
                "Veinte épocas en lotes de 256 llegan a cerca de 0,980 en los dígitos de prueba "
                "(en la clase: 0,981, con una pérdida de 0,0732).",
                "Traiga al frente «Pérdida»: la de entrenamiento sigue bajando cuando la de "
                "validación ya no baja. La red empieza a aprenderse de memoria sus 48 000 dígitos "
                "y, aun así, lee los nuevos mejor que la red pequeña.",
                "Cinco errores menos de cada cien cuestan veinticinco veces más parámetros. ¿Vale "
                "la pena? Para una carta al banco quizá; para un borrador quizá no.",
                "¿Habrían bastado menos épocas? Ponga la paciencia en 3 y entrene desde los "
                "«Pesos iniciales»: el entrenamiento termina solo y vuelve a su mejor época. Los "
                "dos quedan en la tabla de entrenamientos, para compararlos.",
            ),
        ),
    },
    "mnist-deep": {
        "en": Words(
            "Digits with two hidden layers",
            "784-256-128-10: 200,960 + 32,896 + 1,290 = 235,146 parameters, each to be clicked.",
            (
                "The lecture's deep network: 784·256 + 256 = 200,960, 256·128 + 128 = 32,896 and "
                "128·10 + 10 = 1,290 parameters, 235,146 in all. Eight epochs in batches of 128 "
                "reach 0.977 to 0.980 (the lecture: 0.9774 to 0.9798).",
                "Deeper is not better by itself: one wide layer came as far. What a second layer "
                "buys is to be tried out, on the validation digits and not on the test.",
                "Every one of the 235,146 weights has its chain rule. After the training choose "
                "one with “Explain a parameter…”: δ comes back from the ten outputs through both "
                "layers to that pixel. “Summary…” counts the parameters level by level.",
                "A block is only a way to draw: select the one with ten outputs and choose "
                "“Expand into neurons”. No number changes, and “Make one block” undoes it.",
            ),
        ),
        "es": Words(
            "Dígitos con dos capas ocultas",
            "784-256-128-10: 200 960 + 32 896 + 1 290 = 235 146 parámetros, uno por uno.",
            (
                "La red profunda de la clase: 784·256 + 256 = 200 960, 256·128 + 128 = 32 896 y "
                "128·10 + 10 = 1 290 parámetros, 235 146 en total. Ocho épocas en lotes de 128 "
                "llegan a entre 0,977 y 0,980 (en la clase: de 0,9774 a 0,9798).",
                "Más profunda no es mejor por sí sola: una sola capa ancha llegó igual de lejos. "
                "Lo que aporta otra capa hay que probarlo, con los dígitos de validación y no con "
                "los de prueba.",
                "Cada uno de los 235 146 pesos tiene su regla de la cadena. Después de entrenar, "
                "elija uno con «Explicar un parámetro…»: δ vuelve desde las diez salidas a través "
                "de las dos capas hasta ese píxel. «Resumen…» cuenta los parámetros nivel por "
                "nivel.",
                "Un bloque es solo una manera de dibujar: seleccione el de las diez salidas y "
                "elija «Expandir en neuronas». No cambia ningún número, y «Hacer un bloque» lo "
                "deshace.",
            ),
        ),
    },
    "mnist-dropout": {
        "en": Words(
            "Digits with dropout",
            "The same 235,146 parameters with dropout 0.4 and 0.3: about 0.981 on the test.",
            (
                "In every step each neuron of the first hidden layer is left out with probability "
                "0.4, of the second with 0.3; what stays is multiplied by 1/(1 − p). For "
                "validation and test all neurons work.",
                "Twenty-five epochs reach about 0.981 (the lecture: 0.9808). The price is time: "
                "more epochs than the eight without dropout.",
                "Set both to 0 and train from “Start weights”: the training loss falls further, "
                "the validation loss turns sooner. “Loss” shows both runs in their colours.",
            ),
        ),
        "es": Words(
            "Dígitos con dropout",
            "Los mismos 235 146 parámetros con dropout de 0,4 y 0,3: cerca de 0,981 en la prueba.",
            (
                "En cada paso se deja fuera cada neurona de la primera capa oculta con "
                "probabilidad 0,4 y de la segunda con 0,3; lo que queda se multiplica por 1/(1 − "
                "p). En la validación y en la prueba trabajan todas.",
                "Veinticinco épocas llegan a cerca de 0,981 (en la clase: 0,9808). El precio es "
                "el tiempo: más épocas que las ocho sin dropout.",
                "Ponga los dos en 0 y entrene desde los «Pesos iniciales»: la pérdida de "
                "entrenamiento baja más y la de validación se da la vuelta antes. «Pérdida» "
                "muestra los dos entrenamientos con sus colores.",
            ),
        ),
    },
    "mnist-trained": {
        "en": Words(
            "A trained network for digits",
            "784-256-128-10 after its eight epochs: draw a digit and watch it being read.",
            (
                "This is the network with two hidden layers after its training, so that a class "
                "can begin here. It reads about 98 of 100 test digits: “Metrics” says how many.",
                "“Draw a digit…” opens a pad: write one of your own and watch the ten "
                "probabilities move. Draw a 1 slowly into a 7 and find the stroke that turns it; "
                "write a 4 as you were taught at school, and see where the network was taught "
                "otherwise.",
                "“Browse the images…” finds the digits that it reads wrong, “largest loss first” "
                "if you like: of many of them you would not be sure either. “Weights as "
                "pictures…” shows what its 256 neurons look at.",
            ),
        ),
        "es": Words(
            "Una red entrenada para dígitos",
            "784-256-128-10 tras sus ocho épocas: dibuje un dígito y vea cómo lo lee.",
            (
                "Es la red de dos capas ocultas después de su entrenamiento, para que una clase "
                "pueda empezar aquí. Lee bien cerca de 98 de cada 100 dígitos de prueba: "
                "«Métricas» dice cuántos.",
                "«Dibujar un dígito…» abre una hoja: escriba uno propio y mire cómo se mueven las "
                "diez probabilidades. Convierta despacio un 1 en un 7 y busque el trazo que lo "
                "cambia; escriba un 4 como se lo enseñaron en la escuela y vea dónde a la red le "
                "enseñaron otra cosa.",
                "«Recorrer las imágenes…» encuentra los dígitos que lee mal, si quiere "
                "«la mayor pérdida primero»: de muchos tampoco usted estaría seguro. «Pesos como "
                "imágenes…» muestra qué miran sus 256 neuronas.",
            ),
        ),
    },
}
