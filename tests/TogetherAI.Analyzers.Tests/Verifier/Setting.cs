namespace TogetherAI.Analyzers.Tests;

/// <summary>What stands around a few statements, so that tests show only what they are about.</summary>
internal static class Setting
{
    private const string Start =
        """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text.Json.Nodes;
        using System.Threading;
        using System.Threading.Tasks;
        using TogetherAI;
        using ChatOptions = Microsoft.Extensions.AI.ChatOptions;
        using IChatClient = Microsoft.Extensions.AI.IChatClient;

        public class Judged
        {
            private readonly TogetherClient together = new();
            private readonly string model = Environment.MachineName;
            private readonly IReadOnlyList<ChatMessage> messages = [ChatMessage.User("Why?")];

            public async Task RunAsync(bool condition, int limit, CancellationToken cancellationToken)
            {
                await Task.Yield();

        """;

    private const string End =
        """

            }

            private static void Configure(object options) => GC.KeepAlive(options);
        }
        """;

    /// <summary>A program around a method's body, which is indented as it would be there.</summary>
    public static string Around(string body) =>
        Start + string.Join("\n", body.ReplaceLineEndings("\n").Split('\n').Select(static line => line.Length == 0 ? line : "        " + line)) + End;
}
