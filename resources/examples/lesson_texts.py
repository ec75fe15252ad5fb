"""The words of the lessons, in English and Spanish: title, one line about it, and the notes."""

from typing import NamedTuple


class Words(NamedTuple):
    """What a lesson says in one language; ``notes`` are its paragraphs."""

    title: str
    about: str
    notes: tuple[str, ...]


TEXTS: dict[str, dict[str, Words]] = {
    "xor-linear": {
        "en": Words(
            "XOR by a linear model",
            "The best plane predicts ½ everywhere: this is why a hidden layer is needed.",
            (
                "The exclusive or of q and p is 1 when exactly one of them is. Least squares gives "
                "β₀ = ½ and β₁ = β₂ = 0: ŷ = ½ on all four rows.",
                "Train it: every gradient is 0, so nothing moves, and the loss stays at ¼ (the sum "
                "of the four squared errors is 1). Choose New weights and train again: it comes "
                "back to the same plane.",
                "Compare with Baselines: ordinary least squares finds the same β without a step.",
            ),
        ),
        "es": Words(
            "XOR con un modelo lineal",
            "El mejor plano predice ½ en todas partes: por eso hace falta una capa oculta.",
            (
                "El o exclusivo de q y p vale 1 cuando exactamente uno de los dos vale 1. Los "
                "mínimos cuadrados dan β₀ = ½ y β₁ = β₂ = 0: ŷ = ½ en las cuatro filas.",
                "Entrénelo: todos los gradientes son 0, nada se mueve y la pérdida se queda en ¼ "
                "(la suma de los cuatro errores al cuadrado es 1). Elija Pesos nuevos y entrene "
                "otra vez: vuelve al mismo plano.",
                "Compare con los modelos de referencia: los mínimos cuadrados ordinarios "
                "encuentran las mismas β sin dar un solo paso.",
            ),
        ),
    },
    "xor": {
        "en": Words(
            "XOR, the given solution",
            "Two ReLU neurons do what no line can: as matrices and neuron by neuron.",
            (
                "A₁ counts how many of the two inputs are true, A₂ fires only when both are, and "
                "ŷ = A₁ − 2·A₂ is right on all four rows. The loss is 0, so every gradient is 0.",
                "Step through it as matrices (XW, + w₀, ReLU, ·β), then neuron by neuron. Three of "
                "the z are exactly 0: the slope of ReLU is taken as 0 there.",
                "The solution is worked through in Goodfellow, Bengio and Courville, Deep Learning "
                "(2016), section 6.1, and in the lecture.",
            ),
        ),
        "es": Words(
            "XOR, la solución dada",
            "Dos neuronas ReLU hacen lo que ninguna recta puede: con matrices y neurona a neurona.",
            (
                "A₁ cuenta cuántas de las dos entradas son verdaderas, A₂ se activa solo cuando lo "
                "son ambas, y ŷ = A₁ − 2·A₂ acierta en las cuatro filas. La pérdida es 0, así que "
                "todos los gradientes son 0.",
                "Recórrala como matrices (XW, + w₀, ReLU, ·β) y luego neurona a neurona. Tres de "
                "las z son exactamente 0: allí se toma 0 como pendiente de ReLU.",
                "La solución se desarrolla en Goodfellow, Bengio y Courville, Deep Learning "
                "(2016), sección 6.1, y en la clase.",
            ),
        ),
    },
    "xor-learned": {
        "en": Words(
            "XOR, learned",
            "The same network finds its own solution, if it is lucky with its first weights.",
            (
                "Here the weights are random. Press Run and watch the plane: two ReLU neurons bend "
                "it until the four corners are right.",
                "Now choose New weights and run again, a few times. Most starts end at a loss of "
                "¼, 1/6 or 1/8: a ReLU died, or both neurons learned the same thing. Random "
                "starts… counts how often it works: about 23 % with two ReLU units.",
                "Add a third neuron, or set both to tanh, and count again.",
            ),
        ),
        "es": Words(
            "XOR, aprendido",
            "La misma red encuentra su propia solución, si tiene suerte con los primeros pesos.",
            (
                "Aquí los pesos son aleatorios. Pulse Entrenar y observe el plano: dos neuronas "
                "ReLU lo doblan hasta que las cuatro esquinas son correctas.",
                "Elija ahora Pesos nuevos y entrene de nuevo, varias veces. La mayoría de los "
                "comienzos termina con una pérdida de ¼, 1/6 o 1/8: una ReLU murió o ambas "
                "neuronas aprendieron lo mismo. Comienzos aleatorios… cuenta cuántas veces "
                "funciona: cerca del 23 % con dos unidades ReLU.",
                "Añada una tercera neurona, o ponga tanh en ambas, y cuente otra vez.",
            ),
        ),
    },
    "activations": {
        "en": Words(
            "Activation functions",
            "Six neurons, six functions g of the same input: values, slopes and contributions.",
            (
                "Every neuron sees the same x, with z = x, and answers with its own g. Choose a "
                "neuron and look at the plot Activation: g, its slope g′, and where the z of the "
                "observations lie.",
                "Far from 0 the sigmoid and tanh are flat: their slope, and with it every gradient "
                "that passes through, is almost 0. ReLU's slope is 0 or 1.",
                "Train: the outputs β decide how much of each shape is used to draw the curve. The "
                "plot Curve shows each neuron's contribution β_k A_k.",
            ),
        ),
        "es": Words(
            "Funciones de activación",
            "Seis neuronas, seis funciones g de la misma entrada: valores, pendientes y aportes.",
            (
                "Todas las neuronas ven la misma x, con z = x, y cada una responde con su propia "
                "g. Elija una neurona y mire el gráfico Activación: g, su pendiente g′ y dónde "
                "caen las z de las observaciones.",
                "Lejos de 0 la sigmoide y tanh son planas: su pendiente, y con ella todo gradiente "
                "que pasa por allí, es casi 0. La pendiente de ReLU es 0 o 1.",
                "Entrene: las β de la salida deciden cuánto de cada forma se usa para dibujar la "
                "curva. El gráfico Curva muestra el aporte β_k A_k de cada neurona.",
            ),
        ),
    },
    "output-functions": {
        "en": Words(
            "Output functions",
            "Ten numbers become ten probabilities: the softmax of the lecture, step by step.",
            (
                "With x = 0 the z of the ten outputs are their biases: 1.3, 7.3, 2.2, 0.7, 1.1, "
                "2.5, 3.1, 4.5, 1.3, 1.8. Softmax turns them into probabilities that add up to 1; "
                "the largest is 0.906975.",
                "Step through it: each e^z is divided by the sum of all ten. Then set the output "
                "function to identity or logistic and see what goes wrong: numbers outside 0 to 1, "
                "or probabilities that do not add up.",
                "A number to predict: identity. Yes or no: logistic. One of many classes: softmax.",
            ),
        ),
        "es": Words(
            "Funciones de salida",
            "Diez números se vuelven diez probabilidades: la softmax de la clase, paso a paso.",
            (
                "Con x = 0 las z de las diez salidas son sus sesgos: 1,3; 7,3; 2,2; 0,7; 1,1; 2,5; "
                "3,1; 4,5; 1,3; 1,8. Softmax las convierte en probabilidades que suman 1; la mayor "
                "es 0,906975.",
                "Recórralo paso a paso: cada e^z se divide por la suma de las diez. Luego ponga la "
                "identidad o la logística como función de salida y vea qué falla: números fuera de "
                "0 a 1, o probabilidades que no suman 1.",
                "Predecir un número: identidad. Sí o no: logística. Una de varias clases: softmax.",
            ),
        ),
    },
    "house-prices": {
        "en": Words(
            "House prices by hand",
            "Two inputs, two sigmoid neurons, nine parameters to explain one by one.",
            (
                "Two sigmoid neurons predict the price of a house from two of its features; the "
                "nine weights and biases and the first observation, X = (1, 3) with y = 215, are "
                "given. Both neurons are saturated: watch how little w₁₁ moves beside β₁.",
                "Step forward to ŷ, then click w₁₁ for its chain rule and β₁ for its own. With By "
                "hand you type each result before it is shown.",
                "Where a slide prints another number, a mark says so.",
            ),
        ),
        "es": Words(
            "Precios de casas a mano",
            "Dos entradas, dos neuronas sigmoides, nueve parámetros que explicar uno a uno.",
            (
                "Dos neuronas sigmoides predicen el precio de una casa a partir de dos de sus "
                "características; los nueve pesos y sesgos y la primera observación, X = (1, 3) "
                "con y = 215, están dados. Ambas neuronas están saturadas: observe qué poco se "
                "mueve w₁₁ al lado de β₁.",
                "Avance hasta ŷ y luego pulse w₁₁ para ver su regla de la cadena, y β₁ para ver "
                "la suya. Con A mano usted escribe cada resultado antes de verlo.",
                "Donde una diapositiva escribe otro número, una marca lo dice.",
            ),
        ),
    },
    "mazur": {
        "en": Words(
            "Two outputs (Mazur)",
            "A well-known example from the web: every gradient is a sum over two paths.",
            (
                "Two inputs, two hidden neurons and two outputs, all sigmoid: the numbers of Matt "
                "Mazur's step by step backpropagation example.",
                "Click a weight of the first layer: the loss depends on it along two paths, and "
                "its gradient is their sum.",
            ),
        ),
        "es": Words(
            "Dos salidas (Mazur)",
            "Un ejemplo conocido de la web: cada gradiente es una suma de dos caminos.",
            (
                "Dos entradas, dos neuronas ocultas y dos salidas, todas sigmoides: los números "
                "del ejemplo de retropropagación paso a paso de Matt Mazur.",
                "Pulse un peso de la primera capa: la pérdida depende de él por dos caminos, y su "
                "gradiente es la suma de ambos.",
            ),
        ),
    },
    "learning-rate": {
        "en": Words(
            "Gradient descent and ε",
            "The house prices again: one ε solves them in a step, twice that never does.",
            (
                "θ′ = θ − ε∇: the minus sign goes downhill. Look at the plot Slice for β₁: the "
                "current point, its tangent, and the step that ε makes.",
                "Both neurons are saturated, so only β₀, β₁ and β₂ move, and every step multiplies "
                "the error by 1 − 6ε. With ε = 1/6 one step is enough; with 0.01 it shrinks by "
                "6 % a step; from 1/3 on it grows. Try 0.01, 0.1, 1/6, 0.3 and 0.5.",
                "At ε = 0.5 the run is stopped, the last good weights are kept, and the message "
                "says why.",
            ),
        ),
        "es": Words(
            "Descenso del gradiente y ε",
            "Otra vez las casas: un ε las resuelve en un paso, el doble no las resuelve nunca.",
            (
                "θ′ = θ − ε∇: el signo menos lleva cuesta abajo. Mire el gráfico Corte para β₁: "
                "el punto actual, su tangente y el paso que da ε.",
                "Ambas neuronas están saturadas, así que solo se mueven β₀, β₁ y β₂, y cada paso "
                "multiplica el error por 1 − 6ε. Con ε = 1/6 basta un paso; con 0,01 se reduce un "
                "6 % por paso; desde 1/3 crece. Pruebe 0,01, 0,1, 1/6, 0,3 y 0,5.",
                "Con ε = 0,5 el entrenamiento se detiene, se conservan los últimos pesos buenos y "
                "el mensaje dice por qué.",
            ),
        ),
    },
    "batches": {
        "en": Words(
            "Batch, stochastic, mini-batch",
            "Three ways down the same valley: all rows, one row, or eight rows a step.",
            (
                "A line through 40 noisy points, with two parameters, so that the whole loss fits "
                "into one contour plot. Run it with all 40 rows, then Start weights, then with one "
                "row, then with 8: the three paths stay on the contour.",
                "All rows: a smooth path, one step an epoch. One row: 40 steps an epoch, fast and "
                "noisy, and it never quite comes to rest. Eight rows: five steps an epoch, in "
                "between.",
                "In Step, Training step by step shows which rows make the batch, each row's "
                "gradient and their mean.",
            ),
        ),
        "es": Words(
            "Lote, estocástico, minilote",
            "Tres maneras de bajar al mismo valle: todas las filas, una o de ocho en ocho.",
            (
                "Una recta por 40 puntos con ruido, con dos parámetros, de modo que toda la "
                "pérdida cabe en un gráfico de contornos. Entrene con las 40 filas, vuelva a los "
                "pesos iniciales, luego con una fila y luego con 8: los tres caminos quedan en el "
                "contorno.",
                "Todas las filas: un camino suave, un paso por época. Una fila: 40 pasos por "
                "época, rápido y ruidoso, y nunca se detiene del todo. Ocho filas: cinco pasos por "
                "época, un punto medio.",
                "En Pasos, el entrenamiento paso a paso muestra qué filas forman el lote, el "
                "gradiente de cada fila y su media.",
            ),
        ),
    },
    "momentum": {
        "en": Words(
            "Momentum in a valley",
            "A long narrow valley: gradient descent zigzags or diverges, momentum runs along it.",
            (
                "The loss is 0.1·w₁² + 2·w₂²: twenty times steeper across than along. With gd and "
                "ε = 0.4 the path zigzags; with ε = 0.6 it is past the limit ½ and diverges, "
                "because it climbs the steep walls.",
                "Now momentum with γ = 0.5 and the same ε = 0.6: the zigzag cancels in v, what "
                "points along the valley adds up, and it arrives.",
                "In Step, Training step by step shows v′ = γv − ε∇ in numbers. The example is the "
                "one of Zhang et al., Dive into Deep Learning.",
            ),
        ),
        "es": Words(
            "Momentum en un valle",
            "Un valle largo y estrecho: el descenso del gradiente zigzaguea, momentum lo recorre.",
            (
                "La pérdida es 0,1·w₁² + 2·w₂²: veinte veces más empinada a lo ancho que a lo "
                "largo. Con gd y ε = 0,4 el camino zigzaguea; con ε = 0,6 pasa del límite ½ y "
                "diverge, porque trepa por las paredes.",
                "Ahora momentum con γ = 0,5 y el mismo ε = 0,6: el zigzag se cancela en v, lo que "
                "apunta a lo largo del valle se acumula, y llega.",
                "En Pasos, el entrenamiento paso a paso muestra v′ = γv − ε∇ en números. El "
                "ejemplo es el de Zhang et al., Dive into Deep Learning.",
            ),
        ),
    },
    "double-well": {
        "en": Words(
            "Out of a shallow minimum",
            "One weight, two valleys: gradient descent stays in the first, momentum rolls on.",
            (
                "Only one weight is free here (the others are frozen), so the plot Slice is the "
                "whole loss: a shallow valley near w = 0.25 and the deep one at w = 2.",
                "Gradient descent with ε = 0.04 comes to rest in the shallow valley, at a loss of "
                "0.38. Go back to the start weights and choose momentum with γ = 0.9: its inertia "
                "carries it over the hill and down to 0.",
                "Momentum is no guarantee: with another ε or γ it may stop too early, or roll past "
                "both.",
            ),
        ),
        "es": Words(
            "Salir de un mínimo poco profundo",
            "Un peso, dos valles: el descenso del gradiente se queda; momentum sigue rodando.",
            (
                "Aquí solo un peso es libre (los demás están congelados), así que el gráfico Corte "
                "es toda la pérdida: un valle poco profundo cerca de w = 0,25 y el profundo en "
                "w = 2.",
                "El descenso del gradiente con ε = 0,04 se detiene en el valle poco profundo, con "
                "una pérdida de 0,38. Vuelva a los pesos iniciales y elija momentum con γ = 0,9: "
                "su inercia lo lleva por encima de la colina y baja hasta 0.",
                "Momentum no es una garantía: con otro ε u otra γ puede detenerse antes o pasar de "
                "largo ambos valles.",
            ),
        ),
    },
    "adaptive": {
        "en": Words(
            "RMSProp and Adam",
            "Two inputs of very different size: one ε for all does not fit, an adapted one does.",
            (
                "x₁ lies between −1 and 1 and x₂ is 30 times larger, and so is its gradient. One ε "
                "has to serve both: gd needs a tiny one for w₂, and then w₁ and the bias hardly "
                "move.",
                "RMSProp divides each gradient by the root of its own mean square: "
                "ε/√(E + η) is large for small gradients and small for large ones. Adam adds "
                "momentum and corrects both means in the first steps. Race them.",
                "The stabiliser η stands inside the root, as in the lecture; the switch puts it "
                "outside, as in the frameworks.",
            ),
        ),
        "es": Words(
            "RMSProp y Adam",
            "Dos entradas de tamaño muy distinto: un solo ε no sirve; uno adaptado, sí.",
            (
                "x₁ está entre −1 y 1, y x₂ es 30 veces mayor, igual que su gradiente. Un solo ε "
                "debe servir a ambos: gd necesita uno diminuto por w₂, y entonces w₁ y el sesgo "
                "apenas se mueven.",
                "RMSProp divide cada gradiente por la raíz de su propia media cuadrática: "
                "ε/√(E + η) es grande para gradientes pequeños y pequeño para los grandes. Adam "
                "añade momentum y corrige ambas medias en los primeros pasos. Hágalos competir.",
                "El estabilizador η está dentro de la raíz, como en la clase; el interruptor lo "
                "pone fuera, como en las bibliotecas.",
            ),
        ),
    },
    "which-optimizer": {
        "en": Words(
            "Which one to use?",
            "Two moons, four optimizers, many seeds: a claim of the literature as an experiment.",
            (
                "Adam is usually faster. Zhou et al. (2020) argue that stochastic gradient descent "
                "generalises better: its noise keeps it out of narrow minima.",
                "Do not believe it, test it: Race… trains the same start weights on the same data "
                "with several optimizers and seeds, and shows mean and spread of the training and "
                "of the validation loss.",
                "Every optimizer deserves an ε that suits it. What you find holds for these data "
                "and this network; it proves nothing about others.",
            ),
        ),
        "es": Words(
            "¿Cuál usar?",
            "Dos lunas, cuatro optimizadores, muchas semillas: una afirmación como experimento.",
            (
                "Adam suele ser más rápido. Zhou et al. (2020) sostienen que el descenso "
                "estocástico generaliza mejor: su ruido lo mantiene fuera de mínimos estrechos.",
                "No lo crea, compruébelo: Competencia… entrena los mismos pesos iniciales con los "
                "mismos datos, varios optimizadores y semillas, y muestra la media y la dispersión "
                "de la pérdida de entrenamiento y de validación.",
                "Cada optimizador merece un ε que le convenga. Lo que encuentre vale para estos "
                "datos y esta red; no demuestra nada sobre otros.",
            ),
        ),
    },
    "architecture": {
        "en": Words(
            "How many neurons?",
            "A curve from sums of bent lines: add neurons and watch the error fall.",
            (
                "One hidden layer can come as close to any continuous curve as you like, if it is "
                "wide enough (Cybenko, 1989; Hornik et al., 1989). Here three tanh neurons try a "
                "sine; the plot Curve shows what each contributes.",
                "Remove one, add two, or lay down a second layer, and train again. Having enough "
                "neurons is one thing, finding the weights another: start several times.",
                "How many? By experiment, guided by the validation error, and not by the training "
                "error: Grid search… makes the table.",
            ),
        ),
        "es": Words(
            "¿Cuántas neuronas?",
            "Una curva hecha de líneas dobladas: añada neuronas y vea cómo baja el error.",
            (
                "Una sola capa oculta puede acercarse cuanto se quiera a cualquier curva continua, "
                "si es lo bastante ancha (Cybenko, 1989; Hornik et al., 1989). Aquí tres neuronas "
                "tanh intentan un seno; el gráfico Curva muestra qué aporta cada una.",
                "Quite una, añada dos o ponga una segunda capa, y entrene de nuevo. Tener "
                "suficientes neuronas es una cosa; encontrar los pesos, otra: empiece varias "
                "veces.",
                "¿Cuántas? Por experimento, guiado por el error de validación y no por el de "
                "entrenamiento: Búsqueda en cuadrícula… hace la tabla.",
            ),
        ),
    },
    "overfitting": {
        "en": Words(
            "Overfitting and its remedies",
            "Fourteen noisy points and forty neurons: the training error is not the error.",
            (
                "Fourteen points to learn from, sixty to check, and a network with many more "
                "parameters than points. Train and watch the two losses: the training loss keeps "
                "falling, the validation loss turns and rises.",
                "Try the remedies one at a time, each from the start weights: early stopping with "
                "a patience of 500, L2 with λ₂ = 0.001, dropout 0.2, fewer neurons.",
                "The penalty is shown apart from the loss of the data, and dropout acts in "
                "training only.",
            ),
        ),
        "es": Words(
            "Sobreajuste y sus remedios",
            "Catorce puntos con ruido y cuarenta neuronas: el error de entrenamiento engaña.",
            (
                "Catorce puntos para aprender, sesenta para comprobar y una red con muchos más "
                "parámetros que puntos. Entrene y observe las dos pérdidas: la de entrenamiento "
                "sigue bajando; la de validación se da la vuelta y sube.",
                "Pruebe los remedios uno por uno, siempre desde los pesos iniciales: parada "
                "temprana con paciencia 500, L2 con λ₂ = 0,001, dropout 0,2, menos neuronas.",
                "La penalización se muestra aparte de la pérdida de los datos, y el dropout actúa "
                "solo durante el entrenamiento.",
            ),
        ),
    },
    "when-to-use": {
        "en": Words(
            "When to use deep learning?",
            "Salaries of baseball players: a network with 1,101 parameters beside a straight line.",
            (
                "Hitters: 263 players, 87 of them (the lecture's own) kept for the test. "
                "The network has 50 ReLU neurons with a dropout of 0.4 and 1,101 parameters; train "
                "it, then add the Baselines to the table.",
                "The mean absolute error on the test players is 254.67 for ordinary least squares "
                "with 20 parameters and about 252.3 for the lasso; the network of the lecture "
                "reached 259.6, and yours will be near 264, a little different for each seed. With "
                "the four 0/1 columns left as they are, the same network comes to about 245: such "
                "small choices decide, and one split proves little.",
                "When several models do about equally well, take the simplest (Occam). Deep "
                "learning pays with much data, with images, sound and text, and when nobody has "
                "to read the coefficients.",
            ),
        ),
        "es": Words(
            "¿Cuándo usar aprendizaje profundo?",
            "Salarios de beisbolistas: una red con 1.101 parámetros al lado de una recta.",
            (
                "Hitters: 263 jugadores, 87 de ellos (los mismos de la clase) reservados para la "
                "prueba. La red tiene 50 neuronas ReLU con dropout de 0,4 y 1.101 parámetros; "
                "entrénela y añada los modelos de referencia a la tabla.",
                "El error absoluto medio en los jugadores de prueba es 254,67 con mínimos "
                "cuadrados ordinarios y 20 parámetros, y cerca de 252,3 con lasso; la red de la "
                "clase llegó a 259,6, y la suya estará cerca de 264, un poco distinta con cada "
                "semilla. Con las cuatro columnas 0/1 sin estandarizar, la misma red llega a cerca "
                "de 245: esas pequeñas decisiones pesan, y una sola partición prueba poco.",
                "Cuando varios modelos rinden casi igual, tome el más sencillo (Occam). El "
                "aprendizaje profundo vale la pena con muchos datos, con imágenes, sonido y texto, "
                "y cuando nadie tiene que leer los coeficientes.",
            ),
        ),
    },
}
