namespace TogetherAI.Local.Tests;

/// <summary>A test of one's own app, as a user writes it: offline, the bad day scripted, time in one's own hands.</summary>
public class SupportBotTests
{
    [Fact]
    public async Task The_bot_survives_a_bad_day()
    {
        var time = new VirtualTimeProvider { AutoAdvance = true };
        await using var cloud = await LocalTogether.StartAsync(o => o.TimeProvider = time);
        cloud.Chat.When(r => r.LastUserText.Contains("money back")).Reply("refund");
        cloud.Faults.OnChat().Times(2).Respond(429, retryAfter: TimeSpan.FromSeconds(1));
        var app = new SupportBot(cloud.CreateClient());
        Assert.Equal("refund", await app.Classify("I want my money back").WaitAsync(Hosts.Patience));
        Assert.Equal(3, cloud.Requests.Count);
        Assert.All(cloud.Requests, r => Assert.True(r.MaxTokens <= 8));
    }

    private sealed class SupportBot(TogetherClient together)
    {
        public async Task<string?> Classify(string mail)
        {
            ChatResponse answer = await together.Chat.CreateAsync(new ChatRequest
            {
                Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo",
                Messages = [ChatMessage.System("Answer with one word: refund, bug or other."), ChatMessage.User(mail)],
                MaxTokens = 8,
            });
            return answer.Text;
        }
    }
}
