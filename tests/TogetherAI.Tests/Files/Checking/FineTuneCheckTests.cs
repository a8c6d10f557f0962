namespace TogetherAI.Tests.Files.Checking;

/// <summary>What is found in a file for fine-tuning, and where.</summary>
public class FineTuneCheckTests
{
    [Theory]
    [InlineData("messages", "{\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"u\"},{\"role\":\"assistant\",\"content\":\"a\",\"weight\":0}]}")]
    [InlineData("text", "{\"text\":\"t\"}")]
    [InlineData("prompt+completion", "{\"prompt\":\"p\",\"completion\":\"c\"}")]
    [InlineData("input+preferred_output+non_preferred_output", "{\"input\":{\"messages\":[]},\"preferred_output\":[],\"non_preferred_output\":[]}")]
    public async Task Each_form_is_known(string format, string line)
    {
        FileCheckReport report = await Check.FineTuneAsync(line, line);
        Assert.Empty(report.Problems);
        Assert.Equal((format, 2L, null), (report.Format, report.Lines, report.Model));
    }

    [Theory]
    [InlineData("{\"prompt\":\"p\"}", 0, null, "The example has none of the forms for fine-tuning")]
    [InlineData("{\"text\":1}", 9, "text", "'text' is a number; it has to be a string.")]
    [InlineData("{\"messages\":{}}", 13, "messages", "'messages' is an object; it has to be an array of messages.")]
    [InlineData("{\"messages\":[]}", 13, "messages", "'messages' is empty")]
    [InlineData("{\"messages\":[3]}", 14, "messages", "A message is a number; it has to be an object.")]
    [InlineData("{\"messages\":[{\"content\":\"x\"}]}", 14, "messages.role", "A message has no 'role'")]
    [InlineData("{\"messages\":[{\"role\":\"bot\"}]}", 22, "messages.role", "'messages.role' is none of system, user, assistant and tool.")]
    [InlineData("{\"messages\":[{\"role\":\"user\"},{\"role\":\"system\"}]}", 38, "messages.role", "A message of the role system comes after others")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"weight\":2}]}", 38, "messages.weight", "'messages.weight' has to be 0 or 1")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"weight\":{}}]}", 38, "messages.weight", "'messages.weight' has to be 0 or 1")]
    public async Task A_problem_is_told_with_its_place(string line, int column, string? field, string message)
    {
        FileProblem problem = Assert.Single((await Check.FineTuneAsync(line)).Problems);
        Assert.Equal((1L, column, field), (problem.Line, problem.Column, problem.Field));
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_lines_have_the_same_form()
    {
        FileProblem problem = Assert.Single((await Check.FineTuneAsync("{\"text\":\"t\"}", "{\"prompt\":\"p\",\"completion\":\"c\"}", "{\"text\":\"t\"}")).Problems);
        Assert.Equal("line 2: The example has the form prompt+completion, and that on line 1 text; all of a file must have the same.", problem.ToString());
    }
}
