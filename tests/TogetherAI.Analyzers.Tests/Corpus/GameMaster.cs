// A text adventure: one long conversation, dice as a tool, settings in a struct.
using System.ComponentModel;
using Microsoft.Extensions.AI;
using TogetherAI;
using ChatMessage = TogetherAI.ChatMessage;

namespace Adventure;

public readonly record struct Mood(double Temperature, double TopP)
{
    public static Mood Calm => new(0.4, 0.9);

    public static Mood Wild => new(2.6, 1);
}

public sealed class GameMaster : IAsyncDisposable
{
    private readonly TogetherClient _client = new();
    private readonly List<ChatMessage> _story = [ChatMessage.System("You are the master of a game.")];
    private readonly AIFunction[] _functions;

    public GameMaster() => _functions = [AIFunctionFactory.Create(Roll, name: "roll-dice"), AIFunctionFactory.Create(Look)]; // expect: TAI4005

    public async Task PlayAsync(TextReader player, TextWriter screen, CancellationToken cancellationToken)
    {
        while (await player.ReadLineAsync(cancellationToken) is { } line)
        {
            _story.Add(ChatMessage.User(line));
            await using ToolLoopStream turn = await _client.Chat.StreamToolsAsync(Next(Mood.Calm), _functions, cancellationToken: cancellationToken);
            await foreach (ChatChunk chunk in turn)
                await screen.WriteAsync(chunk.Text);
            TogetherAI.ChatResponse whole = await turn.GetFinalResponseAsync(cancellationToken);
            _story.AddRange(turn.Transcript);
            if (whole.Text.Contains("THE END"))
                return;
        }
    }

    public async Task<string> EpilogueAsync()
    {
        var request = Next(Mood.Wild);
        request = request with { FrequencyPenalty = 3 }; // expect: TAI4002
        return (await _client.Chat.CreateAsync(request)).Text;
    }

    private ChatRequest Next(Mood mood)
    {
        ChatRequest request = new() { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = _story, MaxTokens = 600 };
        return request with { Temperature = mood.Temperature, TopP = mood.TopP };
    }

    [Description("Rolls dice.")]
    private static int Roll(int sides) => sides / 2;

    [Description("Looks around.")]
    private static string Look() => "A cave.";

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return default;
    }
}
