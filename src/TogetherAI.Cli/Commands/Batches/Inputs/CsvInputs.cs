using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace TogetherAI.Cli.Commands.Batches.Inputs;

/// <summary>Inputs that are rows of a table whose first row names the columns.</summary>
internal static class CsvInputs
{
    public static async IAsyncEnumerable<BatchInput> ReadAsync(RunArguments arguments, RequestMaker maker, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using StreamReader text = new(arguments.Input, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        string name = Path.GetFileName(arguments.Input);
        CsvReader rows = new(text, name);
        IReadOnlyList<string> columns = await rows.ReadAsync(cancellationToken) ?? throw new ArgumentException($"{name} is empty. Its first line has to name the columns.");
        int texts = Column(columns, arguments.Text, name, "--text names the column with the text");
        int keys = arguments.Key is { } named
            ? Column(columns, named, name, "--key names the column that tells inputs apart")
            : InputSource.Keys.Select(key => IndexOf(columns, key)).FirstOrDefault(static index => index >= 0, -1);
        while (await rows.ReadAsync(cancellationToken) is { } row)
        {
            string where = string.Create(CultureInfo.InvariantCulture, $"{name}, line {rows.Line}");
            if (row.Count != columns.Count)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{where} has {row.Count} fields, and the first line names {columns.Count}. A field with a comma in it needs quotes."));
            string content = row[texts];
            yield return new BatchInput(
                keys >= 0 ? row[keys] : rows.Line.ToString(CultureInfo.InvariantCulture), () => maker.OfText(content, where));
        }
    }

    private static int Column(IReadOnlyList<string> columns, string wanted, string name, string remedy)
    {
        int index = IndexOf(columns, wanted);
        return index >= 0 ? index : throw new ArgumentException($"{name} has no column '{wanted}'. {remedy}; there are {string.Join(", ", columns)}.");
    }

    private static int IndexOf(IReadOnlyList<string> columns, string wanted)
    {
        for (int index = 0; index < columns.Count; index++)
        {
            if (columns[index].Equals(wanted, StringComparison.OrdinalIgnoreCase))
                return index;
        }

        return -1;
    }
}
