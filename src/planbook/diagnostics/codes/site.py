"""Codes of writing the site: an unsafe folder, a full disk, two files with one address."""

from __future__ import annotations

from typing import Final

from planbook.diagnostics.finding import Code, Severity

SITE_UNSAFE_FOLDER: Final = Code(
    name="site-unsafe-folder",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "the site cannot be written to this folder: {reason}",
        "zh": "不能把网站写到这个文件夹：{reason}",
    },
    help={
        "en": "choose a folder of its own, such as `site`",
        "zh": "请选择一个专用的文件夹，例如 `site`",
    },
    what={
        "en": "The output folder is the project, holds it, or holds what the project is made of.",
        "zh": "输出文件夹就是项目本身、包含项目，或是存放项目内容的文件夹。",
    },
    why={
        "en": "A build replaces its output folder; the plans in it would be gone.",
        "zh": "构建会替换整个输出文件夹，其中的计划就没有了。",
    },
    bad="out: content\n",
    good="out: site\n",
)

SITE_UNSAFE_CACHE: Final = Code(
    name="site-unsafe-cache",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "planbook keeps its cache here, and this is {what}",
        "zh": "planbook 的缓存放在这里，但这是{what}",
    },
    help={
        "en": "delete it: planbook makes the folder `.planbook/` itself, with files in it",
        "zh": "请删除它：`.planbook/` 文件夹和里面的文件由 planbook 自己创建",
    },
    variants={
        "asked": (
            {
                "en": "the cache cannot lie here: {reason}",
                "zh": "缓存不能放在这里：{reason}",
            },
            {
                "en": "name an empty folder, or one that does not exist yet, with `--cache`",
                "zh": "请用 `--cache` 指定一个空文件夹，或还不存在的文件夹",
            },
        ),
    },
    what={
        "en": "`.planbook`, or the folder that `--cache` names, is a file or a symbolic link, has "
        "a symbolic link in it, belongs to another user, or holds something else than a cache.",
        "zh": "`.planbook` 或 `--cache` 指定的文件夹是文件或符号链接，里面有符号链接，"
        "属于其他用户，或存有缓存以外的内容。",
    },
    why={
        "en": "A build writes there; a link would lead it to files that are not its own.",
        "zh": "构建会往里写；符号链接会让它写到不属于它的文件里。",
    },
    bad="ln -s /etc .planbook\n",
    good="rm .planbook\n",
)

SITE_CACHE_NOT_MADE: Final = Code(
    name="site-cache-not-made",
    severity=Severity.ERROR,
    scope="machine",
    message={
        "en": "the folder for the cache cannot be made: `{folder}` does not let planbook write",
        "zh": "无法创建缓存文件夹：`{folder}` 不允许 planbook 写入",
    },
    help={
        "en": "check the rights of that folder, or name another one with `--cache`",
        "zh": "请检查该文件夹的权限，或用 `--cache` 另外指定一个",
    },
    what={
        "en": "The folder that `--cache` names is missing, and cannot be made where it would lie.",
        "zh": "`--cache` 指定的文件夹不存在，也无法在那里创建。",
    },
    why={
        "en": "Without a cache every run would start from nothing, and nobody would notice why.",
        "zh": "没有缓存，每次运行都要从头开始，而且没人知道为什么。",
    },
    bad="planbook build --cache /usr/cache\n",
    good="planbook build --cache ~/.cache/planbook/handbook\n",
)

SITE_NOT_A_FOLDER: Final = Code(
    name="site-not-a-folder",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "the site cannot be written here: this is a file, not a folder",
        "zh": "不能把网站写到这里：这是一个文件，不是文件夹",
    },
    help={"en": "choose another folder", "zh": "请选择另一个文件夹"},
    what={
        "en": "A file stands where the output folder should be.",
        "zh": "输出文件夹的位置上是一个文件。",
    },
    why={"en": "It may be somebody's work.", "zh": "它可能是别人的成果。"},
    bad="out: README.md\n",
    good="out: site\n",
)

SITE_FOREIGN_FILES: Final = Code(
    name="site-foreign-files",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "the folder holds files that planbook did not write: {names}",
        "zh": "文件夹里有不是 planbook 写入的文件：{names}",
    },
    help={
        "en": "choose another folder, move the files away, or keep them with `--force`",
        "zh": "请换一个文件夹、移走这些文件，或用 `--force` 保留它们",
    },
    variants={
        "taken": (
            {
                "en": "files that planbook did not write stand where pages belong: {names}",
                "zh": "有不是 planbook 写入的文件占了页面的位置：{names}",
            },
            {
                "en": "move them away; `--force` keeps such files and never overwrites them",
                "zh": "请移走它们；`--force` 只会保留这些文件，不会覆盖它们",
            },
        ),
    },
    what={
        "en": "The output folder holds files that come from somewhere else.",
        "zh": "输出文件夹里有来自别处的文件。",
    },
    why={
        "en": "A build replaces its output folder, and what is not planbook's would be lost.",
        "zh": "构建会替换整个输出文件夹，不属于 planbook 的文件就会丢失。",
    },
    bad="planbook build --out ~/Documents\n",
    good="planbook build --out site\n",
)

SITE_OTHER_EDITION: Final = Code(
    name="site-other-edition",
    severity=Severity.ERROR,
    scope="project",
    message={
        "en": "the folder holds {held}, and this would be {wanted}",
        "zh": "文件夹里是{held}，而这次要生成的是{wanted}",
    },
    help={
        "en": "choose another folder with `--out`; `--force` removes the edition that is there",
        "zh": "请用 `--out` 换一个文件夹；`--force` 会删除原有的版本",
    },
    what={
        "en": "The output folder holds a site for other readers.",
        "zh": "输出文件夹里是给其他读者看的网站。",
    },
    why={
        "en": "What is published from this folder would suddenly be for other eyes: a private "
        "edition in place of the team's shows everything to everybody.",
        "zh": "从这个文件夹发布的内容会突然换成给别人看的：私密版覆盖了团队版，就等于全部公开。",
    },
    bad="planbook build --audience private --out site\n",
    good="planbook build --audience private\n",
)

SITE_PATH_COLLISION: Final = Code(
    name="site-path-collision",
    severity=Severity.ERROR,
    message={
        "en": "two files of the site have the same address: `{first}` and `{second}`",
        "zh": "网站里有两个文件地址相同：`{first}` 和 `{second}`",
    },
    help={
        "en": "rename one of them; capital and small letters do not tell addresses apart",
        "zh": "请给其中一个改名；仅大小写不同不算不同的地址",
    },
    variants={
        "asset": (
            {
                "en": "this file would stand where the site has `{first}`",
                "zh": "这个文件会占用网站里 `{first}` 的位置",
            },
            {
                "en": "rename it, or put it into a folder of its own, such as `static/files/`; "
                "capital and small letters do not tell addresses apart",
                "zh": "请改名，或放进单独的文件夹，例如 `static/files/`；仅大小写不同不算不同的地址",
            },
        ),
    },
    what={
        "en": "Two pages, pictures or files would be written to one place, or to places that "
        "differ in capital letters alone.",
        "zh": "两个页面、图片或文件会写到同一个位置，或只有大小写不同的位置。",
    },
    why={
        "en": "Windows and macOS do not tell them apart, and one would overwrite the other.",
        "zh": "Windows 和 macOS 不区分大小写，其中一个会覆盖另一个。",
    },
    bad="content/pictures/Team.png and content/pictures/team.png\n",
    good="content/pictures/team-2025.png and content/pictures/team-2026.png\n",
)

SITE_UNSAFE_PATH: Final = Code(
    name="site-unsafe-path",
    severity=Severity.ERROR,
    message={
        "en": "a file cannot stand in the site under this name: `{name}`",
        "zh": "文件不能以这个名字放进网站：`{name}`",
    },
    help={
        "en": "rename it with letters, digits, dots and dashes",
        "zh": "请改用由字母、数字、点和短横线组成的名字",
    },
    what={
        "en": "The name leads out of the site, has characters that no address can carry, or is "
        "one that planbook keeps for itself.",
        "zh": "这个名字会指向网站之外，含有地址里不能用的字符，或是 planbook 自用的名字。",
    },
    why={
        "en": "Nothing may ever be written outside the output folder.",
        "zh": "任何时候都不能写到输出文件夹之外。",
    },
    bad="static/.planbook-site.json\n",
    good="static/favicon.svg\n",
)

SITE_ASSET_UNREADABLE: Final = Code(
    name="site-asset-unreadable",
    severity=Severity.ERROR,
    message={
        "en": "the file `{name}` cannot be read: {reason}",
        "zh": "文件 `{name}` 无法读取：{reason}",
    },
    help={"en": "check that it is there and readable", "zh": "请检查文件是否存在、是否可读"},
    what={
        "en": "A picture or other file that belongs in the site could not be read.",
        "zh": "要放进网站的图片或其他文件无法读取。",
    },
    why={
        "en": "A page would show a gap in its place.",
        "zh": "页面上它的位置会是空白。",
    },
    bad="chmod 000 static/logo.svg\n",
    good="chmod 644 static/logo.svg\n",
)

SITE_ASSET_CHANGED: Final = Code(
    name="site-asset-changed",
    severity=Severity.ERROR,
    message={
        "en": "the file `{name}` changed while the site was being built",
        "zh": "生成网站期间，文件 `{name}` 有改动",
    },
    help={"en": "build again", "zh": "请重新生成"},
    what={
        "en": "A picture or other file was not the same when it was copied into the site as when "
        "it was looked at.",
        "zh": "图片或其他文件复制到网站时，内容与检查时不同。",
    },
    why={
        "en": "What was never looked at must not be published.",
        "zh": "没有检查过的内容不能发布。",
    },
    bad="planbook build & cp new.pdf content/handbook/guide.pdf\n",
    good="cp new.pdf content/handbook/guide.pdf && planbook build\n",
)

SITE_LOCKED: Final = Code(
    name="site-locked",
    severity=Severity.ERROR,
    scope="machine",
    message={
        "en": "another build is writing this site: {holder}",
        "zh": "另一个构建正在写这个网站：{holder}",
    },
    help={
        "en": "wait until it is done, or stop it, and try again",
        "zh": "请等它完成，或停止它，然后重试",
    },
    what={
        "en": "Two builds of one folder ran at once, and the first did not finish in time.",
        "zh": "两个构建同时写同一个文件夹，前一个没有及时完成。",
    },
    why={
        "en": "Together they would leave a site that is half of each.",
        "zh": "同时写会得到一个各占一半的网站。",
    },
    bad="planbook build & planbook build\n",
    good="planbook build && planbook build\n",
)

SITE_DISK_FULL: Final = Code(
    name="site-disk-full",
    severity=Severity.ERROR,
    scope="machine",
    message={
        "en": "the disk is full; the site is as it was before",
        "zh": "磁盘已满；网站保持原样",
    },
    help={
        "en": "make room: the new site stands beside the old one until it is complete",
        "zh": "请腾出空间：新网站写完之前会与旧网站并存",
    },
    what={
        "en": "There was no room left for the new site.",
        "zh": "没有足够的空间写新网站。",
    },
    why={
        "en": "A site that is half written must never be seen.",
        "zh": "绝不能让人看到只写了一半的网站。",
    },
    bad="planbook build --out /mnt/full/site\n",
    good="planbook build --out site\n",
)

SITE_NOT_WRITABLE: Final = Code(
    name="site-not-writable",
    severity=Severity.ERROR,
    scope="machine",
    message={
        "en": "the site cannot be written: {reason}",
        "zh": "无法写入网站：{reason}",
    },
    help={
        "en": "check the rights of the folder and of the one that it stands in",
        "zh": "请检查该文件夹及其上级文件夹的权限",
    },
    what={
        "en": "The output folder, or the folder that holds it, does not let planbook write.",
        "zh": "输出文件夹或其上级文件夹不允许 planbook 写入。",
    },
    why={
        "en": "The new site is made beside the old one and put in its place in one step.",
        "zh": "新网站写在旧网站旁边，再一步替换。",
    },
    bad="planbook build --out /usr/site\n",
    good="planbook build --out site\n",
)

SITE_WRITE_FAILED: Final = Code(
    name="site-write-failed",
    severity=Severity.ERROR,
    scope="machine",
    message={
        "en": "writing the site failed: {reason}",
        "zh": "写入网站失败：{reason}",
    },
    help={
        "en": "the site is as it was before; try again",
        "zh": "网站保持原样；请重试",
    },
    what={
        "en": "The system refused to write a file, for a reason of its own.",
        "zh": "系统拒绝写入文件。",
    },
    why={
        "en": "A site that is half written must never be seen.",
        "zh": "绝不能让人看到只写了一半的网站。",
    },
    bad="a disk with read errors\n",
    good="a healthy disk\n",
)

SITE_WORKER_LOST: Final = Code(
    name="site-worker-lost",
    severity=Severity.ERROR,
    scope="machine",
    message={
        "en": "a process that renders pages ended with code {status}",
        "zh": "一个生成页面的进程意外结束（代码 {status}）",
    },
    help={
        "en": "it may have run out of memory; try again with `--jobs 1`",
        "zh": "可能是内存不足；请用 `--jobs 1` 重试",
    },
    variants={
        "executor": (
            {
                "en": "the workers that were to render pages gave none back: {reason}",
                "zh": "负责生成页面的工作进程没有交回页面：{reason}",
            },
            {
                "en": "see that they are running and have the same planbook installed, or build "
                "without them",
                "zh": "请确认它们在运行，装的也是同一版本的 planbook；也可以不用它们，直接在本机生成",
            },
        ),
    },
    what={
        "en": "Large sites are rendered in several processes; one of them was killed.",
        "zh": "大型网站用多个进程生成；其中一个被终止了。",
    },
    why={
        "en": "Its pages are missing, so the site stays as it was.",
        "zh": "缺了它负责的页面，因此网站保持原样。",
    },
    bad="planbook build --jobs 64\n",
    good="planbook build --jobs 1\n",
)

CODES: Final = (
    SITE_UNSAFE_FOLDER,
    SITE_UNSAFE_CACHE,
    SITE_CACHE_NOT_MADE,
    SITE_NOT_A_FOLDER,
    SITE_FOREIGN_FILES,
    SITE_OTHER_EDITION,
    SITE_PATH_COLLISION,
    SITE_UNSAFE_PATH,
    SITE_ASSET_UNREADABLE,
    SITE_ASSET_CHANGED,
    SITE_LOCKED,
    SITE_DISK_FULL,
    SITE_NOT_WRITABLE,
    SITE_WRITE_FAILED,
    SITE_WORKER_LOST,
)
