using System.Globalization;
using System.Text;

namespace TogetherAI.Benchmarks.Rules;

/// <summary>A program with as many calls of the client as one likes: in every other one something is to be found, in all something to be followed.</summary>
internal static class GeneratedProgram
{
    public static string Of(int calls)
    {
        StringBuilder text = new(
            """
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Threading;
            using System.Threading.Tasks;
            using TogetherAI;

            namespace Generated;

            """);
        for (int call = 0; call < calls; call++)
        {
            text.Append(CultureInfo.InvariantCulture,
                $$"""

                public sealed class Service{{call}}(TogetherClient together, string model)
                {
                    private readonly List<string> _seen = [];

                    public async Task<string> AskAsync(IReadOnlyList<string> questions, bool brief, CancellationToken cancellationToken)
                    {
                        string joined = string.Join("\n", questions.Where(question => question.Length > {{call % 7}}).Select(question => question.Trim()));
                        _seen.Add(joined);
                        ChatRequest request = new() { Model = model, Messages = [ChatMessage.System("Be brief."), ChatMessage.User(joined)], Temperature = 0.{{call % 10}} };
                        if (brief)
                            request = request with { TopP = 0.5 };
                        {{(call % 2 == 0 ? "request = request with { MaxTokens = 64 };" : "")}}
                        try
                        {
                            ChatResponse answer = await together.Chat.CreateAsync(request, cancellationToken).ConfigureAwait(false);
                            return answer.Text.Length > 0 ? answer.Text : joined;
                        }
                        catch (TogetherException exception) when (exception.Message.Length > {{call}})
                        {
                            Console.Error.WriteLine(exception.Message);
                            return "";
                        }
                    }
                }

                """);
        }

        return text.ToString();
    }
}
