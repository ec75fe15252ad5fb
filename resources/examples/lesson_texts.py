"""The words of the lessons, in English and Spanish: title, one line about it, and the notes."""

from resources.examples.digit_texts import DIGIT_TEXTS
from resources.examples.words import Words

TEXTS: dict[str, dict[str, Words]] = {
    "xor-linear": {
        "en": Words(
            "XOR by a linear model",
            "The best plane predicts ½ everywhere: this is why a hidden layer is needed.",
            (
                "The exclusive or of q and p is 1 when exactly one of them is. Least squares "
                "gives β₀ = ½ and β₁ = β₂ = 0: ŷ = ½ on all four rows.",
                "Press Run: every gradient is 0, so nothing moves, and the loss stays at ¼ (the "
                "sum of the four squared errors is 1). Choose New weights in the menu Train and "
                "run again: it comes back to the same plane.",
                "Then choose Fit the linear models in the menu Runs: ordinary least squares finds "
                "the same β without a step.",
            ),
        ),
        "es": Words(
            "XOR con un modelo lineal",
            "El mejor plano predice ½ en todas partes: por eso hace falta una capa oculta.",
            (
                "El o exclusivo de q y p vale 1 cuando exactamente uno de los dos vale 1. Los "
                "mínimos cuadrados dan β₀ = ½ y β₁ = β₂ = 0: ŷ = ½ en las cuatro filas.",
                "Pulse Ejecutar: todos los gradientes son 0, nada se mueve y la pérdida se queda "
                "en ¼ (la suma de los cuatro errores al cuadrado es 1). Elija «Pesos nuevos» en "
                "el menú Entrenar y ejecute otra vez: vuelve al mismo plano.",
                "Después elija «Ajustar los modelos lineales» en el menú Entrenamientos: los "
                "mínimos cuadrados ordinarios encuentran las mismas β sin dar un solo paso.",
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
                "Step through it with Matrices (XW, + w₀, ReLU, ·β), then with Forward, neuron by "
                "neuron. Three of the z are exactly 0: the slope of ReLU is taken as 0 there.",
                "The solution is worked through in Goodfellow, Bengio and Courville, Deep "
                "Learning (2016), section 6.1, and in the lecture.",
            ),
        ),
        "es": Words(
            "XOR, la solución dada",
            "Dos neuronas ReLU hacen lo que ninguna recta puede: por matrices y por neuronas.",
            (
                "A₁ cuenta cuántas de las dos entradas son verdaderas, A₂ se activa solo cuando "
                "lo son ambas, y ŷ = A₁ − 2·A₂ acierta en las cuatro filas. La pérdida es 0, así "
                "que todos los gradientes son 0.",
                "Recórrala con Matrices (XW, + w₀, ReLU, ·β) y luego con Adelante, neurona por "
                "neurona. Tres de las z son exactamente 0: allí se toma 0 como pendiente de ReLU.",
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
                "Here the weights are random. Press Run and watch the plane: two ReLU neurons "
                "bend it until the four corners are right.",
                "Now choose New weights in the menu Train and run again, a few times. Most starts "
                "end at a loss of ¼, 1/6 or 1/8: a ReLU died, or both neurons learned the same "
                "thing. Random starts… in the menu Runs counts how often it works: about 23 % "
                "with two ReLU units.",
                "In Draw, add a third neuron, or set both to tanh, and count again.",
            ),
        ),
        "es": Words(
            "XOR, aprendido",
            "La misma red encuentra su propia solución, si tiene suerte con los primeros pesos.",
            (
                "Aquí los pesos son aleatorios. Pulse Ejecutar y observe el plano: dos neuronas "
                "ReLU lo doblan hasta que las cuatro esquinas son correctas.",
                "Elija ahora «Pesos nuevos» en el menú Entrenar y ejecute de nuevo, varias veces. "
                "La mayoría de los comienzos termina con una pérdida de ¼, 1/6 o 1/8: una ReLU "
                "murió o ambas neuronas aprendieron lo mismo. «Comienzos aleatorios…», en el menú "
                "Entrenamientos, cuenta cuántas veces funciona: cerca del 23 % con dos unidades "
                "ReLU.",
                "En Dibujar, añada una tercera neurona, o ponga tanh en ambas, y cuente otra vez.",
            ),
        ),
    },
    "activations": {
        "en": Words(
            "Activation functions",
            "Six neurons, six functions g of the same input: values, slopes and contributions.",
            (
                "Every neuron sees the same x, with z = x, and answers with its own g. Click a "
                "neuron and look at the plot “Activation and its slope”: g, its slope g′, and "
                "where the z of the observations lie.",
                "Far from 0 the sigmoid and tanh are flat: their slope, and with it every "
                "gradient that passes through, is almost 0. ReLU's slope is 0 or 1.",
                "Press Run: the weights β of the output decide how much of each shape is used to "
                "draw the curve. The plot “Fitted curve” shows each neuron's contribution β_k A_k.",
            ),
        ),
        "es": Words(
            "Funciones de activación",
            "Seis neuronas, seis funciones g de la misma entrada: valores, pendientes y aportes.",
            (
                "Todas las neuronas ven la misma x, con z = x, y cada una responde con su propia "
                "g. Pulse una neurona y mire el gráfico «Activación y su pendiente»: g, su "
                "pendiente g′ y dónde caen las z de las observaciones.",
                "Lejos de 0 la sigmoide y tanh son planas: su pendiente, y con ella todo "
                "gradiente que pasa por allí, es casi 0. La pendiente de ReLU es 0 o 1.",
                "Pulse Ejecutar: las β de la salida deciden cuánto de cada forma se usa para "
                "dibujar la curva. El gráfico «Curva ajustada» muestra el aporte β_k A_k de cada "
                "neurona.",
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
                "Step through it: each e^z is divided by the sum of all ten. Then, in Draw, set "
                "the output function to identity or logistic and see what goes wrong: numbers "
                "outside 0 to 1, or probabilities that do not add up.",
                "A number to predict: identity. Yes or no: logistic. One of many classes: softmax.",
            ),
        ),
        "es": Words(
            "Funciones de salida",
            "Diez números se vuelven diez probabilidades: la softmax de la clase, paso a paso.",
            (
                "Con x = 0 las z de las diez salidas son sus sesgos: 1,3; 7,3; 2,2; 0,7; 1,1; "
                "2,5; 3,1; 4,5; 1,3; 1,8. Softmax las convierte en probabilidades que suman 1; la "
                "mayor es 0,906975.",
                "Recórralo paso a paso: cada e^z se divide por la suma de las diez. Luego, en "
                "Dibujar, ponga la identidad o la logística como función de salida y vea qué "
                "falla: números fuera de 0 a 1, o probabilidades que no suman 1.",
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
                "θ′ = θ − ε∇: the minus sign goes downhill. Look at the plot “Loss along one "
                "parameter” for β₁: the current point, its tangent, and the step that ε makes.",
                "Both neurons are saturated, so only β₀, β₁ and β₂ move, and every step "
                "multiplies the error by 1 − 6ε. With ε = 1/6 one step is enough; with 0.01 it "
                "shrinks by 6 % a step; from 1/3 on it grows. Try 0.01, 0.1, 1/6, 0.3 and 0.5, "
                "each from the Start weights.",
                "At ε = 0.5 the run is stopped, the last good weights are kept, and the message "
                "says why.",
            ),
        ),
        "es": Words(
            "Descenso por gradiente y ε",
            "Otra vez las casas: un ε las resuelve en un paso, el doble no las resuelve nunca.",
            (
                "θ′ = θ − ε∇: el signo menos lleva cuesta abajo. Mire el gráfico «Pérdida a lo "
                "largo de un parámetro» para β₁: el punto actual, su tangente y el paso que da ε.",
                "Ambas neuronas están saturadas, así que solo se mueven β₀, β₁ y β₂, y cada paso "
                "multiplica el error por 1 − 6ε. Con ε = 1/6 basta un paso; con 0,01 se reduce un "
                "6 % por paso; desde 1/3 crece. Pruebe 0,01; 0,1; 1/6; 0,3 y 0,5, cada vez desde "
                "los «Pesos iniciales».",
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
                "A line through 40 noisy points, with two parameters, so that the plot “Loss over "
                "two parameters” shows the whole loss. Run it with all rows; press Start weights "
                "and run it with one row, and again with a mini-batch of 8: the three paths stay "
                "in the plot.",
                "All rows: a smooth path, one step an epoch. One row: 40 steps an epoch, fast and "
                "noisy, and it never quite comes to rest. Eight rows: five steps an epoch, in "
                "between.",
                "Training step by step, in the menu Step, shows which rows make the batch, each "
                "row's gradient and their mean.",
            ),
        ),
        "es": Words(
            "Lote, estocástico, minilote",
            "Tres maneras de bajar al mismo valle: todas las filas, una o de ocho en ocho.",
            (
                "Una recta por 40 puntos con ruido, con dos parámetros, de modo que el gráfico "
                "«Pérdida según dos parámetros» muestra toda la pérdida. Ejecute con todas las "
                "filas; pulse «Pesos iniciales» y ejecute con una fila, y otra vez con un "
                "minilote de 8: los tres caminos quedan en el gráfico.",
                "Todas las filas: un camino suave, un paso por época. Una fila: 40 pasos por "
                "época, rápido y ruidoso, y nunca se detiene del todo. Ocho filas: cinco pasos "
                "por época, un punto medio.",
                "«Entrenamiento paso a paso», en el menú Paso a paso, muestra qué filas forman el "
                "lote, el gradiente de cada fila y su media.",
            ),
        ),
    },
    "momentum": {
        "en": Words(
            "Momentum in a valley",
            "A long narrow valley: gradient descent zigzags or diverges, momentum runs along it.",
            (
                "The loss is 0.1·β₁² + 2·β₂²: twenty times steeper across than along. With "
                "gradient descent and ε = 0.4 the path zigzags; with ε = 0.6 it is past the limit "
                "½ and diverges, because it climbs the steep walls.",
                "Now, from the Start weights, momentum with γ = 0.5 and the same ε = 0.6: the "
                "zigzag cancels in v, what points along the valley adds up, and it arrives.",
                "Training step by step, in the menu Step, shows v′ = γv − ε∇ in numbers. The "
                "example is the one of Zhang et al., Dive into Deep Learning.",
            ),
        ),
        "es": Words(
            "Momentum en un valle",
            "Un valle largo y estrecho: el descenso por gradiente zigzaguea, momentum lo recorre.",
            (
                "La pérdida es 0,1·β₁² + 2·β₂²: veinte veces más empinada a lo ancho que a lo "
                "largo. Con el descenso por gradiente y ε = 0,4 el camino zigzaguea; con ε = 0,6 "
                "pasa del límite ½ y diverge, porque trepa por las paredes.",
                "Ahora, desde los «Pesos iniciales», momentum con γ = 0,5 y el mismo ε = 0,6: el "
                "zigzag se cancela en v, lo que apunta a lo largo del valle se acumula, y llega.",
                "«Entrenamiento paso a paso», en el menú Paso a paso, muestra v′ = γv − ε∇ en "
                "números. El ejemplo es el de Zhang et al., Dive into Deep Learning.",
            ),
        ),
    },
    "double-well": {
        "en": Words(
            "Out of a shallow minimum",
            "One weight, two valleys: gradient descent stays in the first, momentum rolls on.",
            (
                "Only one weight is free here (the others are frozen), so the plot “Loss along "
                "one parameter” is the whole loss: a shallow valley near w₁₁ = 0.25 and the deep "
                "one at w₁₁ = 2.",
                "Gradient descent with ε = 0.04 comes to rest in the shallow valley, at a loss of "
                "0.38. Press Start weights and choose momentum with γ = 0.9: its inertia carries "
                "it over the hill and down to 0.",
                "Momentum is no guarantee: with another ε or γ it may stop too early, or roll "
                "past both.",
            ),
        ),
        "es": Words(
            "Salir de un mínimo poco profundo",
            "Un peso, dos valles: el descenso por gradiente se queda; momentum sigue rodando.",
            (
                "Aquí solo un peso es libre (los demás están congelados), así que el gráfico "
                "«Pérdida a lo largo de un parámetro» es toda la pérdida: un valle poco profundo "
                "cerca de w₁₁ = 0,25 y el profundo en w₁₁ = 2.",
                "El descenso por gradiente con ε = 0,04 se detiene en el valle poco profundo, con "
                "una pérdida de 0,38. Pulse «Pesos iniciales» y elija momentum con γ = 0,9: su "
                "inercia lo lleva por encima de la colina y baja hasta 0.",
                "Momentum no es una garantía: con otro ε u otra γ puede detenerse antes o pasar "
                "de largo ambos valles.",
            ),
        ),
    },
    "adaptive": {
        "en": Words(
            "RMSProp and Adam",
            "Two inputs of very different size: one ε for all does not fit, an adapted one does.",
            (
                "x₁ lies between −1 and 1 and x₂ is 30 times larger, and so is its gradient. One "
                "ε has to serve both: gradient descent needs a tiny one for β₂, and then β₁ and "
                "the bias hardly move.",
                "RMSProp divides each gradient by the root of its own mean square: ε/√(E + η) is "
                "large for small gradients and small for large ones. Adam adds momentum and "
                "corrects both means in the first steps. Race… lets them compete.",
                "The stabiliser η stands inside the root, as in the lecture; the setting “η "
                "stands” of RMSProp and Adam puts it outside, as in most programs.",
            ),
        ),
        "es": Words(
            "RMSProp y Adam",
            "Dos entradas de tamaño muy distinto: un solo ε no sirve; uno adaptado, sí.",
            (
                "x₁ está entre −1 y 1, y x₂ es 30 veces mayor, igual que su gradiente. Un solo ε "
                "debe servir a ambos: el descenso por gradiente necesita uno diminuto por β₂, y "
                "entonces β₁ y el sesgo apenas se mueven.",
                "RMSProp divide cada gradiente por la raíz de su propia media cuadrática: ε/√(E + "
                "η) es grande para gradientes pequeños y pequeño para los grandes. Adam añade "
                "momentum y corrige ambas medias en los primeros pasos. «Competencia…» los "
                "enfrenta.",
                "El estabilizador η está dentro de la raíz, como en la clase; el ajuste «Lugar de "
                "η» de RMSProp y Adam lo pone fuera, como en la mayoría de los programas.",
            ),
        ),
    },
    "which-optimizer": {
        "en": Words(
            "Which one to use?",
            "Two moons, four optimizers, many seeds: a claim of the literature as an experiment.",
            (
                "Adam is usually faster. Zhou et al. (2020) argue that stochastic gradient "
                "descent generalises better: its noise keeps it out of narrow minima.",
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
                "No lo crea, compruébelo: «Competencia…» entrena los mismos pesos iniciales con "
                "los mismos datos, varios optimizadores y semillas, y muestra la media y la "
                "dispersión de la pérdida de entrenamiento y de validación.",
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
                "sine; the plot “Fitted curve” shows what each contributes.",
                "In Draw, remove one, add two, or lay down a second layer, and train again. "
                "Having enough neurons is one thing, finding the weights another: start several "
                "times.",
                "How many? By experiment, guided by the validation error, and not by the training "
                "error: Grid search… in the menu Runs makes the table.",
            ),
        ),
        "es": Words(
            "¿Cuántas neuronas?",
            "Una curva hecha de líneas dobladas: añada neuronas y vea cómo baja el error.",
            (
                "Una sola capa oculta puede acercarse cuanto se quiera a cualquier curva "
                "continua, si es lo bastante ancha (Cybenko, 1989; Hornik et al., 1989). Aquí "
                "tres neuronas tanh intentan un seno; el gráfico «Curva ajustada» muestra qué "
                "aporta cada una.",
                "En Dibujar, quite una, añada dos o ponga una segunda capa, y entrene de nuevo. "
                "Tener suficientes neuronas es una cosa; encontrar los pesos, otra: empiece "
                "varias veces.",
                "¿Cuántas? Por experimento, guiado por el error de validación y no por el de "
                "entrenamiento: «Búsqueda en cuadrícula…», en el menú Entrenamientos, hace la "
                "tabla.",
            ),
        ),
    },
    "overfitting": {
        "en": Words(
            "Overfitting and its remedies",
            "Fourteen noisy points and forty neurons: the training error is not the error.",
            (
                "Fourteen points to learn from, sixty to check, and a network with many more "
                "parameters than points. Press Run and watch the two losses: the training loss "
                "keeps falling, the validation loss turns and rises.",
                "Try the remedies one at a time, each from the Start weights: early stopping with "
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
                "parámetros que puntos. Pulse Ejecutar y observe las dos pérdidas: la de "
                "entrenamiento sigue bajando; la de validación se da la vuelta y sube.",
                "Pruebe los remedios uno por uno, siempre desde los «Pesos iniciales»: parada "
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
                "Hitters: 263 players, 87 of them (the lecture's own) kept for the test. The "
                "network has 50 ReLU neurons with a dropout of 0.4 and 1,101 parameters; press "
                "Run, then choose When to use deep learning?… in the menu Runs: the linear models "
                "beside the network.",
                "The mean absolute error on the test players is 254.67 for ordinary least squares "
                "with 20 parameters and about 252.5 for the lasso; the network of the lecture "
                "reached 259.6, and yours will be near 262, a little different for each seed. "
                "With the four 0/1 columns left as they are, the same network comes to about 245: "
                "such small choices decide, and one split proves little.",
                "When several models do about equally well, take the simplest (Occam). Deep "
                "learning pays with much data, with images, sound and text, and when nobody has "
                "to read the coefficients.",
            ),
        ),
        "es": Words(
            "¿Cuándo usar aprendizaje profundo?",
            "Salarios de beisbolistas: una red con 1 101 parámetros al lado de una recta.",
            (
                "Hitters: 263 jugadores, 87 de ellos (los mismos de la clase) reservados para la "
                "prueba. La red tiene 50 neuronas ReLU con dropout de 0,4 y 1 101 parámetros; "
                "pulse Ejecutar y elija después «¿Cuándo usar aprendizaje profundo?…» en el menú "
                "Entrenamientos: los modelos lineales al lado de la red.",
                "El error absoluto medio en los jugadores de prueba es 254,67 con mínimos "
                "cuadrados ordinarios y 20 parámetros, y cerca de 252,5 con lasso; la red de la "
                "clase llegó a 259,6, y la suya estará cerca de 262, un poco distinta con cada "
                "semilla. Con las cuatro columnas 0/1 sin estandarizar, la misma red llega a "
                "cerca de 245: esas pequeñas decisiones pesan, y una sola partición prueba poco.",
                "Cuando varios modelos rinden casi igual, tome el más sencillo (Occam). El "
                "aprendizaje profundo vale la pena con muchos datos, con imágenes, sonido y "
                "texto, y cuando nadie tiene que leer los coeficientes.",
            ),
        ),
    },
    **DIGIT_TEXTS,
}
