"""``planbook completion``: the script that makes a shell complete planbook's words."""

from __future__ import annotations

import click

from planbook.cli.completing import SHELLS, completion_script
from planbook.cli.invocation import Invocation
from planbook.cli.localized_click import Command
from planbook.cli.writing import write_text


@click.command(
    "completion",
    cls=Command,
    short_help="Print a script for completion in your shell.",
    short_zh="打印命令行自动补全的脚本。",
    zh="打印 SHELL 的补全脚本。装好之后按 Tab 键，即可补全命令、选项、文档类型、人员的 id "
    "和检查结果的代码。"
    '\n\nbash：在 ~/.bashrc 里加一行\n`eval "$(planbook completion bash)"`'
    '\n\nzsh：在 ~/.zshrc 里加一行（放在 compinit 之后）\n`eval "$(planbook completion zsh)"`'
    "\n\nfish：运行\n`planbook completion fish > ~/.config/fish/completions/planbook.fish`"
    "\n\nPowerShell：在 $PROFILE 这个文件里加一行\n"
    "`planbook completion powershell | Out-String | Invoke-Expression`",
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Print the completion script for SHELL. Once it is set up, the Tab key completes commands,
    options, kinds of document, ids of people and codes of findings.

    \b
    bash: add this line to ~/.bashrc
    `eval "$(planbook completion bash)"`

    \b
    zsh: add this line to ~/.zshrc, below compinit
    `eval "$(planbook completion zsh)"`

    \b
    fish: run
    `planbook completion fish > ~/.config/fish/completions/planbook.fish`

    \b
    PowerShell: add this line to the file $PROFILE
    `planbook completion powershell | Out-String | Invoke-Expression`
    """
    call: Invocation = ctx.obj
    write_text(completion_script(ctx.find_root().command, call, shell))
