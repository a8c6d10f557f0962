// Rotates keys: reads old and new, tries the new one, says how it went.
using Microsoft.Extensions.Logging;
using TogetherAI;

internal static partial class Rotation
{
    private const string Fallback = "a1b2c3d4e5f60718293a4b5c6d7e8f90";

    public static async Task<int> Main(string[] args)
    {
        using var factory = LoggerFactory.Create(_ => { });
        ILogger log = factory.CreateLogger("rotation");
        string[] keys = File.ReadAllLines(args[0]);
        int good = 0;
        foreach (string key in keys)
        {
            using var probe = new TogetherClient(key);
            try
            {
                AccountIdentity me = await probe.Account.WhoAmIAsync();
                Accepted(log, me.ProjectSlug);
                good++;
            }
            catch (TogetherAuthenticationException e)
            {
                log.LogWarning("Refused: {Message}", e.Message);
            }
        }

        TogetherClientOptions last = new() { ApiKey = keys.Length > 0 ? keys[^1] : Fallback }; // expect: TAI3001
        Accepted(log, last.ApiKey); // expect: TAI3002
        log.LogInformation("Last key ends in {End}", last.ApiKey?[^4..]);
        Console.WriteLine(string.Join(", ", keys.Length, last.ApiKey)); // expect: TAI3002

        for (int attempt = 0; attempt < 2; attempt++)
        {
            using var client = new TogetherClient(last); // expect: TAI2006
            if ((await client.Models.ListAsync()).Count > 0)
                break;
        }

        return good == keys.Length ? 0 : 1;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Value} works")]
    private static partial void Accepted(ILogger logger, string? value);

    private static partial void Accepted(ILogger logger, string? value) => logger.LogInformation("{Value} works", value);
}
