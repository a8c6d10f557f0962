// Transcribes episodes and makes show notes; a console program with a class of its own for each step.
using System.Text.Json;
using TogetherAI;

if (args.Length == 0)
{
    Console.WriteLine("usage: notes EPISODE.mp3 …");
    return;
}

var client = new TogetherClient();
var notes = new NotesMaker(client.Chat);
foreach (var path in args)
{
    Transcription text = await client.Audio.TranscribeAsync(new TranscriptionRequest { File = AudioInput.FromFile(path) });
    string[] chapters = await notes.ChaptersAsync(text.Text);
    string summary = notes.Summarise(text.Text);
    await File.WriteAllTextAsync(Path.ChangeExtension(path, ".md"), $"# {Path.GetFileName(path)}\n\n{summary}\n\n{string.Join('\n', chapters.Select(c => "- " + c))}");
}

class NotesMaker(ChatClient chat)
{
    const string Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo";

    public async Task<string[]> ChaptersAsync(string transcript)
    {
        ChatRequest r = new()
        {
            Model = Model,
            MaxTokens = 1500,
            Temperature = .3,
            ResponseFormat = ResponseFormat.JsonObject,
            Messages =
            [
                ChatMessage.System("""Split the transcript into chapters. Answer as {"chapters": ["…"]}."""),
                ChatMessage.User(transcript),
            ],
        };
        var answer = await chat.CreateAsync(r);
        var raw = answer.Message?.Text?.Trim() ?? "{}";
        var document = JsonDocument.Parse(raw); // expect: TAI2005
        return document.RootElement.GetProperty("chapters").EnumerateArray().Select(e => e.GetString()!).ToArray();
    }

    public string Summarise(string transcript)
    {
        Task<ChatResponse> task = chat.CreateAsync(new ChatRequest // expect: TAI1001
        {
            Model = Model,
            Messages = [ChatMessage.User("Summarise:\n" + transcript)],
        });
        task.Wait();
        return task.Result.Text;
    }
}
