// Two models talk to each other. Everything is local functions.
using TogetherAI;

TogetherClient together = new();
string said = args.FirstOrDefault() ?? "What is a good life?";
ChatRequest optimist = Persona("moonshotai/Kimi-K2.6", "You see the good in everything.");
ChatRequest pessimist = Persona("zai-org/GLM-4.7", "You do not.");

for (int turn = 0; turn < 6; turn++)
{
    said = await SayAsync(turn % 2 == 0 ? optimist : pessimist, said);
    Console.WriteLine(said);
}

var verdict = await together.Chat.CreateAsync(new ChatRequest { Model = "Qwen/Qwen3-235B-A22B-Instruct-2507", Messages = [ChatMessage.User("Who won? " + said)], MaxTokens = default }); // expect: TAI1001
Console.WriteLine(verdict.Text);

await foreach (var piece in together.Chat.StreamTextAsync(model: "Qwen/Qwen3-235B-A22B-Instruct-2507", prompt: "A last word.", maxTokens: null)) // expect: TAI1001
    Console.Write(piece);

async Task<string> SayAsync(ChatRequest persona, string to)
{
    ChatResponse answer = await together.Chat.CreateAsync(persona with { Messages = [.. persona.Messages, ChatMessage.User(to)] });
    return answer.FinishReason == FinishReason.Length ? answer.Text + "…" : answer.Text;
}

static ChatRequest Persona(string model, string character) => new()
{
    Model = model,
    Messages = [ChatMessage.System(character)],
    MaxTokens = 120,
};
