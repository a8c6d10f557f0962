// The first thing somebody tries: a script of top-level statements.
using TogetherAI;

using var together = new TogetherClient();

Console.Write("You: ");
string question = Console.ReadLine() ?? "Why is the sky blue?";

await foreach (string text in together.Chat.StreamTextAsync("meta-llama/Llama-3.3-70B-Instruct-Turbo", question)) // expect: TAI1001
    Console.Write(text);

Console.WriteLine();

// A second one, with what the first lacks.
await foreach (var text in together.Chat.StreamTextAsync("meta-llama/Llama-3.3-70B-Instruct-Turbo", "And why is it red at dusk?", maxTokens: 200))
{
    Console.Write(text);
}
