using System.Numerics.Tensors;
using TogetherAI;
using TogetherAI.Local;

// Semantic search: texts and a question become vectors, and the nearest text is the answer. The model in this process is small: its vectors
// tell texts apart by the words in them. With a key, take new TogetherClient() and an embedding model of api.together.ai.
await using LocalTogether local = await LocalTogether.StartAsync();
using TogetherClient together = local.CreateClient();

string[] texts =
[
    "Bread is baked in an oven from flour, water and yeast.",
    "A train leaves the station on time.",
    "The cat sleeps on the warm sofa.",
    "The garden needs water when the sun shines.",
];
string[] questions = args.Length > 0 ? args : ["How is bread baked?", "When does the train leave?", "Where does the cat sleep?"];

EmbeddingResponse answer = await together.Embeddings.CreateAsync(new EmbeddingRequest { Model = "tai-tiny", Input = [.. texts, .. questions] });
for (int question = 0; question < questions.Length; question++)
{
    ReadOnlyMemory<float> wanted = answer.Data[texts.Length + question].Vector;
    (int best, float similarity) = Enumerable.Range(0, texts.Length)
        .Select(text => (text, TensorPrimitives.CosineSimilarity(wanted.Span, answer.Data[text].Vector.Span)))
        .MaxBy(static found => found.Item2);
    Console.WriteLine($"{questions[question]} -> {texts[best]} ({similarity:F2})");
}
