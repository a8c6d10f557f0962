// Compares two models over a set of questions; the settings were tried out by hand.
using TogetherAI;

var together = new TogetherClient();
Case[] cases =
[
    new("What is 17 * 23?", "391"),
    new("Who wrote Faust?", "Goethe"),
];

string[] models = ["meta-llama/Llama-3.3-70B-Instruct-Turbo", "Qwen/Qwen3-235B-A22B-Instruct-2507"];
foreach (string model in models)
{
    int right = 0;
    foreach (Case one in cases)
    {
        ChatResponse answer = await together.Chat.CreateAsync(new ChatRequest
        {
            Model = model,
            Messages = [ChatMessage.User(one.Question)],
            MaxTokens = 50,
            Temperature = 0,
            Seed = 7,
        });
        if (answer.Text.Contains(one.Expected, StringComparison.OrdinalIgnoreCase))
            right++;
    }

    Console.WriteLine($"{model}: {right}/{cases.Length}");
}

// A judge, with settings nobody checked.
var judge = new ChatRequest
{
    Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo",
    Messages = [ChatMessage.User("Which answer is better?")],
    MaxTokens = 10,
    Temperature = 2.5, // expect: TAI4002
    TopP = 95, // expect: TAI4002
    N = 200, // expect: TAI4002
    PresencePenalty = -2,
    FrequencyPenalty = 2.5, // expect: TAI4002
};
var verdict = await together.Chat.CreateAsync(judge);
foreach (var choice in verdict.Choices)
    Console.WriteLine(choice.Message?.Text);

// At the edges of what is allowed, and a value that only the run knows.
double temperature = double.Parse(args[0]);
var edge = judge with { Temperature = 2, TopP = 0, N = 128, FrequencyPenalty = -2.0 };
var unknown = judge with { Temperature = temperature, TopP = 1, N = cases.Length, FrequencyPenalty = 0 };
Console.WriteLine((await together.Chat.CreateAsync(edge)).Text + (await together.Chat.CreateAsync(unknown)).Text);

internal sealed record Case(string Question, string Expected);
