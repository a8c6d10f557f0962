// Against a server on this machine: its key is a formality.
using TogetherAI;

using var local = new TogetherClient(new TogetherClientOptions
{
    BaseAddress = new Uri("http://127.0.0.1:8080"),
    ApiKey = "local-0123456789abcdef0123456789",
});

string file = args.FirstOrDefault() ?? "notes.txt";
string notes = await File.ReadAllTextAsync(file);
ChatStream stream = await local.Chat.StreamAsync(new ChatRequest { Model = "tai-tiny", Messages = [ChatMessage.User(notes)], MaxTokens = 256 });
await foreach (ChatChunk chunk in stream)
    Console.Write(chunk.Text ?? chunk.Reasoning);
ChatResponse whole = await stream.GetFinalResponseAsync();
Console.WriteLine($"\n{whole.Usage?.CompletionTokens} tokens");
await stream.DisposeAsync();

// With the key of the real service by mistake, away from this machine.
var remote = new TogetherClient(new TogetherClientOptions { BaseAddress = new Uri("https://api.together.ai"), ApiKey = "3c9e1f7ab2d84650917fe0ac5b63d218" }); // expect: TAI3001
Console.WriteLine((await remote.Models.ListAsync()).Count);

// Not a key at all.
var placeholder = new TogetherClient("YOUR_TOGETHER_API_KEY_GOES_HERE");
var shorter = new TogetherClient("dev");
placeholder.Dispose();
shorter.Dispose();
