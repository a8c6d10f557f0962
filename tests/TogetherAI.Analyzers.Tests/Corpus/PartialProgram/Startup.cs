// Two files of one program: the limit for all is set in this one.
using TogetherAI;

namespace Desk;

public static class Startup
{
    public static TogetherClient CreateClient(string? key)
    {
        TogetherClientOptions options = new() { ApiKey = key };
        options.DefaultMaxTokens = 2048;
        return new TogetherClient(options);
    }
}

public sealed partial class HelpDesk
{
    private readonly TogetherClient _together = Startup.CreateClient(Environment.GetEnvironmentVariable("TOGETHER_API_KEY"));

    public void Dispose()
    {
        // The last word, before the process goes: nothing here can await.
        _together.Chat.CreateAsync(Closing()).Wait(TimeSpan.FromSeconds(5));
        _together.Dispose();
    }
}
