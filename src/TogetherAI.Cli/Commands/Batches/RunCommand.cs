using System.CommandLine;
using TogetherAI.Cli.Commands.Batches.Inputs;

namespace TogetherAI.Cli.Commands.Batches;

/// <summary><c>tai batch run</c>: everything from a file of inputs to a file of results.</summary>
internal static class RunCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string> input = new("input")
        {
            Description = "A .jsonl or .csv file, a .txt file of lines, or a folder of text files. A line of JSON has a body (a chat request), messages, or a text.",
        };
        Option<string> task = new("--task")
        {
            Description = "What to do: chat; embed, which goes by itself at serverless prices; transcribe, where the text is a recording's address. Default: chat.",
            DefaultValueFactory = static _ => RunTask.Chat,
        };
        task.AcceptOnlyFromAmong(RunTask.Chat, RunTask.Embed, RunTask.Transcribe);
        Option<string?> model = new("--model", "-m") { Description = "The model that answers. A body of the input that names one goes its own way.", HelpName = "MODEL" };
        Option<string?> journal = new("--journal") { Description = "The file in which the run survives this process. Default: the input's name with .journal behind it.", HelpName = "FILE" };
        Option<string> prompt = new("--prompt")
        {
            Description = $"What to ask of a text; {RequestMaker.Placeholder} stands for the text. Default: the text alone.",
            HelpName = "TEMPLATE",
            DefaultValueFactory = static _ => RequestMaker.Placeholder,
        };
        prompt.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>()?.Contains(RequestMaker.Placeholder, StringComparison.Ordinal) != true)
                result.AddError($"--prompt needs {RequestMaker.Placeholder} where the text of an input goes.");
        });
        Option<string?> key = new("--key") { Description = "The field that tells inputs apart. Default: custom_id, id or key, else the line's number. In a folder it is the file's path.", HelpName = "FIELD" };
        Option<string> text = new("--text") { Description = "The field with the text. Default: text.", HelpName = "FIELD", DefaultValueFactory = static _ => "text" };
        Option<int> maxTokens = NumberOption.Create("--max-tokens", "Most tokens of an answer, where a body does not say. Default: 256.", fallback: 256, minimum: 1, maximum: 1_000_000);
        Option<string?> output = new("--out") { Description = "The file for the results, a line of JSON each. Default: standard output.", HelpName = "FILE" };
        Option<int> perJob = NumberOption.Create("--requests-per-job", "Most requests that go into one job. Default: 10000.", fallback: 10_000, minimum: 1, maximum: 50_000);
        Option<(int Number, int Count)> part = PartOption.Create();
        Command command = new("run", "Run a model over many inputs. Started again it goes on, and does nothing twice.")
        {
            input, task, model, journal, prompt, key, text, maxTokens, output, perJob, part,
        };
        RunOptions options = new(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            string from = System.IO.Path.TrimEndingDirectorySeparator(parsed.GetValue(input)!);
            (int number, int count) = parsed.GetValue(part);
            RunArguments arguments = options.Over(new RunArguments
            {
                Task = parsed.GetValue(task)!,
                Part = number,
                Parts = count,
                Input = System.IO.Path.GetFullPath(from),
                Model = parsed.GetValue(model),
                Prompt = parsed.GetValue(prompt)!,
                Key = parsed.GetValue(key),
                Text = parsed.GetValue(text)!,
                MaxTokens = parsed.GetValue(maxTokens),
                Out = parsed.GetValue(output) is { } path ? System.IO.Path.GetFullPath(path) : null,
                RequestsPerJob = parsed.GetValue(perJob),
            }, parsed);
            string file = parsed.GetValue(journal) ?? FormattableString.Invariant($"{from}{(count > 1 ? $".{number}of{count}" : "")}.journal");
            arguments.SaveBeside(file);
            return new BatchExecution(context, file, arguments, options.IsJson(parsed)).RunAsync(cancellationToken);
        });
        return command;
    }
}
